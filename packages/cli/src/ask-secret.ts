import { stdin, stderr } from 'node:process';

/** Reads one line from the keyboard without showing it. Ctrl-C ends the program. */
export function askSecret(question: string): Promise<string> {
  stderr.write(question);
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stdin.resume();
  return new Promise((resolve, reject) => {
    let text = '';
    const end = (settle: () => void): void => {
      stdin.setRawMode(false);
      stdin.pause();
      stdin.off('data', take);
      stderr.write('\n');
      settle();
    };
    const take = (typed: string): void => {
      for (const character of typed) {
        if (character === '\u0003') return end(() => reject(new Error('interrupted')));
        if (character === '\r' || character === '\n' || character === '\u0004') return end(() => resolve(text));
        text = character === '\u007f' || character === '\b' ? text.slice(0, -1) : text + character;
      }
    };
    stdin.on('data', take);
  });
}
