import type { ReactNode } from 'react';
import { factsOf } from '../api/problem.ts';
import { type Crumb, PageHeader } from '../ui/page-header.tsx';
import { SkeletonBar } from '../ui/skeleton-rows.tsx';
import { Surface } from '../ui/surface.tsx';
import { Trouble } from './problem-page.tsx';

type Props<T> = {
  query: { data: T | undefined; error: Error | null; refetch: () => unknown };
  /** What kind of object it is, until its name is there. */
  title: string;
  crumbs: readonly Crumb[];
  children: (object: T) => ReactNode;
};

/** A page about one object. What was read stays on screen, and what is typed with it, when reading it again fails; unless it is gone. */
export function ObjectPage<T>({ query: { data, error, refetch }, title, crumbs, children }: Props<T>) {
  if (error && (data === undefined || [404, 410].includes(factsOf(error).status)))
    return <Trouble facts={factsOf(error)} onRetry={() => void refetch()} />;
  if (data !== undefined) return <>{children(data)}</>;
  return (
    <>
      <PageHeader title={title} crumbs={crumbs} />
      <Surface>
        <SkeletonBar />
        <SkeletonBar />
      </Surface>
    </>
  );
}
