#!/usr/bin/env node
import { commandOf, help } from './arguments.ts';
import { systemClock } from './clock.ts';
import { exitCode } from './exit-codes.ts';
import { logTo } from './log.ts';
import { meterOf } from './measure/measure.ts';
import { thisMachine } from './measure/source.ts';
import { run } from './run.ts';
import { agentVersion } from './version.ts';

const command = commandOf(process.argv.slice(2));
const log = logTo((line) => process.stderr.write(line), systemClock.now);

/** Ends the process once the text is out: a probe that hangs would keep it alive. */
function printAndEnd(text: string): void {
  process.stdout.write(text, () => process.exit(exitCode.stopped));
}

if (command.kind === 'help') printAndEnd(help);
else if (command.kind === 'version') printAndEnd(`${agentVersion}\n`);
else if (command.kind === 'print') printAndEnd(`${JSON.stringify(await meterOf(thisMachine(), systemClock)(), null, 2)}\n`);
else if (command.kind === 'unusable') {
  log('error', 'agent.unusable', { message: command.why });
  process.exit(exitCode.unusable);
} else {
  const stopping = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopping.abort());
  const code = await run(command.options, command.tries, {
    source: thisMachine(),
    clock: systemClock,
    random: Math.random,
    log,
    stop: stopping.signal,
    environmentKey: process.env['KEYHOLDER_ENROLMENT_KEY'],
  });
  log('info', 'agent.stopped', { exitCode: code });
  process.exit(code);
}
