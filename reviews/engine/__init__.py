"""Reading manifests with positions, running rules, applying fixes. Knows no rule, no Django, no clock and no network."""
