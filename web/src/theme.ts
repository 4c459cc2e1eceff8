/** Light and dark: as the system says, until the reader chooses. */
export type Theme = "light" | "dark" | "system";

const key = "weir-theme";
const listeners: (() => void)[] = [];

export function chosenTheme(): Theme {
  try {
    const kept = localStorage.getItem(key);
    return kept === "light" || kept === "dark" ? kept : "system";
  } catch {
    return "system";
  }
}

export function setTheme(theme: Theme): void {
  try {
    if (theme === "system") localStorage.removeItem(key);
    else localStorage.setItem(key, theme);
  } catch {
    // A page from a file may have no storage: the choice holds until it is closed.
  }
  apply(theme);
}

export function onTheme(draw: () => void): void {
  listeners.push(draw);
}

export function startTheme(): void {
  const root = document.documentElement;
  let before = root.dataset.theme = effective(chosenTheme());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => apply(chosenTheme()));
  // Paper is white and narrow: pictures are drawn again for it before the page is laid out on it.
  addEventListener("beforeprint", () => {
    before = root.dataset.theme ?? "light";
    root.dataset.theme = "light";
    root.classList.add("printing");
    listeners.forEach(draw => draw());
  });
  addEventListener("afterprint", () => {
    root.dataset.theme = before;
    root.classList.remove("printing");
    listeners.forEach(draw => draw());
  });
}

const effective = (theme: Theme): string => (theme === "system" ? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")
  : theme);

function apply(theme: Theme): void {
  if (document.documentElement.dataset.theme === effective(theme)) return;
  document.documentElement.dataset.theme = effective(theme);
  for (const draw of listeners) draw();
}
