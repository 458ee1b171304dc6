"""«Настройки»: passport of the site, team, who works now, look, data folder, recent actions."""
