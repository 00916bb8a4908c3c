"""Bulletins (曝光、通报): published, corrected, withdrawn, never erased (M33)."""
