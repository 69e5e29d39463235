// @ts-check
// Counts what held and what did not.

export class Tally {
  passed = 0;
  /** @type {string[]} */
  failures = [];
  at = "";

  /** @param {string} what @param {boolean} held @param {unknown} [found] */
  check(what, held, found) {
    if (held) this.passed += 1;
    else this.failures.push(`${this.at}: ${what}${found === undefined ? "" : `; found ${JSON.stringify(found)}`}`);
  }
  report() {
    for (const it of this.failures) console.error(`FAILED ${it}`);
    console.log(`${this.passed} passed, ${this.failures.length} failed`);
    process.exitCode = this.failures.length ? 1 : 0;
  }
}
