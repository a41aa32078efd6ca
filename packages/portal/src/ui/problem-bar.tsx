import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import type { ProblemFacts } from '../api/problem.ts';
import { useProblemWords } from './problem-words.ts';

/** A refusal in words, where no field is at fault. Announced at once. */
export function ProblemBar({ problem }: { problem: ProblemFacts | undefined }) {
  const words = useProblemWords();
  if (!problem) return null;
  return (
    <MessageBar intent="error" layout="multiline" politeness="assertive">
      <MessageBarBody>{words(problem)}</MessageBarBody>
    </MessageBar>
  );
}
