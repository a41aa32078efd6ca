// Runs before the first paint, as a file of its own because the CSP allows no inline script: the page must not flash
// in the wrong theme. The same rule as src/shell/theme.ts.
(() => {
  const root = document.documentElement;
  let choice = 'system';
  try {
    choice = localStorage.getItem('kh.theme') ?? 'system';
  } catch {
    // Storage may be closed to the page; then the theme is the system's.
  }
  const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  root.dataset.theme = choice === 'light' || choice === 'dark' || choice === 'contrast' ? choice : system;
})();
