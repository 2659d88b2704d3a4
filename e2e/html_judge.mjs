// Reads one page a line (a JSON string), answers what html-validate finds in it, one JSON list a line. One process for all
// pages: starting Node anew takes longer than judging.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { HtmlValidate } from "html-validate";

const judge = new HtmlValidate(JSON.parse(readFileSync(process.argv[2], "utf8")));
for await (const line of createInterface({ input: process.stdin })) {
  const report = await judge.validateString(JSON.parse(line));
  process.stdout.write(`${JSON.stringify(report.results.flatMap((result) => result.messages))}\n`);
}
