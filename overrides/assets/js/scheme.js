// Sets the chosen colour scheme before the first paint, so that nothing flashes.
{
  const root = document.documentElement;
  root.classList.replace("no-js", "js");
  try {
    const scheme = localStorage.getItem("hc-scheme");
    if (scheme === "default" || scheme === "slate") root.dataset.mdColorScheme = scheme;
  } catch {
    // No storage: the system's scheme it is.
  }
}
