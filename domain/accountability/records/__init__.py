"""Records of subjects (问责档案): what each unit and each official was held to account for (M31)."""
