/**
 * Keeps the browser from calling the page loaded until it is drawn: a program that prints what it has loaded (`chromium --print-to-pdf`)
 * would find it empty, because unpacking takes turns with it. A frame whose document is being written to does that.
 */
export function holdLoad(): () => void {
  if (document.readyState === "complete") return () => {};
  const frame = document.createElement("iframe");
  frame.hidden = true;
  frame.ariaHidden = "true";
  document.documentElement.append(frame);
  frame.contentDocument?.open();
  return () => {
    frame.contentDocument?.close();
    frame.remove();
  };
}
