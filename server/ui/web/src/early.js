// Sets the reader's theme before the page is painted; theme.ts lets them choose it.
try {
  const theme = localStorage.getItem('theme');
  if (theme) document.documentElement.dataset.theme = theme;
} catch { /* a private window keeps nothing */ }
