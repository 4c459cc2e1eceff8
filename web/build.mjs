// Bundles the pages into src/Weir.Pages/Bundle, which the repository keeps:  node build.mjs
// With --check it only compares a fresh bundle with the kept one, and fails where they differ.
import { build } from "esbuild";
import { readFile, writeFile, mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "..", "src", "Weir.Pages", "Bundle");
const result = await build({
  absWorkingDir: here,
  entryPoints: ["src/page.ts"],
  bundle: true,
  minify: true,
  write: false,
  outdir: "out",
  format: "iife",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
});

let differs = false;
await mkdir(target, { recursive: true });
for (const file of result.outputFiles) {
  const name = file.path.endsWith(".css") ? "page.css" : "page.js";
  const path = join(target, name);
  if (process.argv.includes("--check")) {
    const kept = await readFile(path, "utf8").catch(() => "");
    if (kept !== file.text) {
      console.error(`${name} is not what web/ makes; run 'node web/build.mjs'`);
      differs = true;
    }
  } else {
    await writeFile(path, file.text);
    console.log(`${name} ${(file.text.length / 1024).toFixed(1)} KB`);
  }
}
process.exit(differs ? 1 : 0);
