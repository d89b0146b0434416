// node .ci/count.mjs STATUS REPORT...: prints `N passed, N failed` from reports of vitest's JSON reporter and vitest's exit status,
// and fails unless each report has tests that passed and none failed.
import { readFileSync } from 'node:fs';

const [, , status, ...paths] = process.argv;
const counts = paths.map(count);
const sum = (of) => counts.reduce((total, each) => total + each[of], 0);
const failed = status === '0' ? sum('failed') : Math.max(sum('failed'), 1);
process.stdout.write(`${sum('passed')} passed, ${failed} failed\n`);
process.exitCode = counts.every(({ passed }) => passed > 0) && failed === 0 ? 0 : 1;

function count(path) {
  const report = read(path);
  if (report === null) return { passed: 0, failed: 1 };
  // A file that broke outside its tests, and an error that no test waited for, are in no test's count.
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((result) => result.status === 'failed'),
  ).length;
  return { passed: report.numPassedTests, failed: report.numFailedTests + brokenFiles };
}

/** Null: the run ended before it could write its report. */
function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}
