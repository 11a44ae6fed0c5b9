import { Skeleton, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Loadable } from '../lib/loadable.ts';
import { ErrorState } from './ErrorState.tsx';

interface LoadedProps<Data> {
  from: Loadable<Data>;
  /** Shown while loading; roughly the shape of what will come. */
  skeleton?: ReactNode;
  /** The whole page hangs on it, its heading too. */
  whole?: boolean;
  children: (data: Data, stale: boolean) => ReactNode;
}

/** Gives a loadable its face: skeleton, error with what to do, or the thing itself. */
export function Loaded<Data>({ from, skeleton = <PageSkeleton />, whole, children }: LoadedProps<Data>) {
  if (from.state === 'loading') return <output aria-label="Loading">{skeleton}</output>;
  if (from.state === 'failed') return <ErrorState error={from.error} onRetry={from.retry} whole={whole} />;
  return children(from.data, from.stale);
}

/** A header and a few lines, for pages of no particular shape. */
export function PageSkeleton() {
  return (
    <Stack gap="md">
      <Skeleton h={28} w="min(280px, 60%)" />
      <Skeleton h={14} w="min(460px, 90%)" />
      <Skeleton h={180} mt="md" />
      <Skeleton h={180} />
    </Stack>
  );
}
