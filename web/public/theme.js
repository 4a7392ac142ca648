// Sets the stored theme and language before the first paint, so that nothing flashes.
(function () {
  var root = document.documentElement;
  var theme = null, language = null;
  try { theme = localStorage.getItem('manyi.theme'); language = localStorage.getItem('manyi.locale'); } catch (e) { /* storage is blocked: defaults stay */ }
  if (!theme || theme === 'system') theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  root.dataset.theme = theme;
  if (language) root.lang = language;
})();
