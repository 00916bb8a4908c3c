"""Erasure (个人信息删除): a person's key is destroyed, and every proof stays as it was."""
