// Writes a .br and a .gz beside every built file, at the highest level: it is done once per build, not once per request.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const FIRST_LOAD_LIMIT_GZIP = 45 * 1024;
const folder = new URL("../dist/", import.meta.url).pathname;
let firstLoad = 0;

for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || /\.(br|gz)$/.test(entry.name)) continue;
  const path = join(entry.parentPath, entry.name);
  const content = readFileSync(path);
  const gzip = gzipSync(content, { level: 9 });
  writeFileSync(`${path}.gz`, gzip);
  writeFileSync(`${path}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
  firstLoad += gzip.length;
}

console.log(`page: ${(firstLoad / 1024).toFixed(1)} kB gzip of ${FIRST_LOAD_LIMIT_GZIP / 1024} kB`);
if (firstLoad > FIRST_LOAD_LIMIT_GZIP) {
  console.error("The first load of the page is over its limit.");
  process.exit(1);
}
