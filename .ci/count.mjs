// node .ci/count.mjs REPORT STATUS: prints `N passed, N failed` from the report of vitest's JSON reporter and vitest's exit
// status, and fails unless some passed and none failed.
import { readFileSync } from 'node:fs';

const [, , path, status] = process.argv;
const { passed, failed } = count(path, status === '0');
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = passed > 0 && failed === 0 ? 0 : 1;

function count(path, isSuccess) {
  const report = read(path);
  if (report === null) return { passed: 0, failed: 1 };
  // A file that broke outside its tests, and an error that no test waited for, are in no test's count.
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((result) => result.status === 'failed'),
  ).length;
  const failed = report.numFailedTests + brokenFiles;
  return { passed: report.numPassedTests, failed: isSuccess ? failed : Math.max(failed, 1) };
}

/** Null: the run ended before it could write its report. */
function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}
