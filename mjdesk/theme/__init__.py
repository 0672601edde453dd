"""How everything looks: tokens, palette, style sheets and icons, for dark and light."""
