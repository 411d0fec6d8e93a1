// Puts the chosen theme on <html> before the first paint; a blocking file of its own, because the
// Content-Security-Policy allows no inline script. theme.ts holds the same rules for later changes.
(() => {
  const themes = ['light', 'dark', 'contrast-light', 'contrast-dark'];
  let look = {};
  try {
    look = JSON.parse(localStorage.getItem('innermost.look') || '{}') || {};
  } catch {
    // Storage may be closed or hold something odd: the system's preference decides.
  }
  const system =
    (matchMedia('(prefers-contrast: more)').matches ? 'contrast-' : '') +
    (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  const { dataset } = document.documentElement;
  dataset.theme = themes.includes(look.theme) ? look.theme : system;
  if (look.density === 'compact') dataset.density = 'compact';
  if (/(?:^|; )MMUSERID=/.test(document.cookie)) dataset.known = '';
})();
