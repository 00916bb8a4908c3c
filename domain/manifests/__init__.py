"""Channel manifests (来件清单): what a channel says it received on a day, whoever registered it (M10)."""
