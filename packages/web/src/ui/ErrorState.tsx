import { Button, Code, Text } from '@mantine/core';
import {
  IconAlertTriangle,
  IconHourglass,
  IconLock,
  IconMapPinQuestion,
  IconPlugConnectedX,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ApiError, ProblemCode } from '../lib/errors.ts';
import { EmptyState } from './EmptyState.tsx';
import { ButtonLink } from './links.tsx';

const FACES: Partial<Record<ProblemCode, { icon: ReactNode; title: string; text?: string }>> = {
  NOT_FOUND: {
    icon: <IconMapPinQuestion size={22} />,
    title: 'Not found',
    text: 'It does not exist, or it is not yours to see. The link may be old.',
  },
  FORBIDDEN: {
    icon: <IconLock size={22} />,
    title: 'You may not see this',
    text: 'Your role does not include it. An administrator of your organisation can help.',
  },
  RATE_LIMITED: { icon: <IconHourglass size={22} />, title: 'Too many requests at once' },
  UNAVAILABLE: { icon: <IconPlugConnectedX size={22} />, title: 'Steward is out of order' },
  NETWORK: {
    icon: <IconPlugConnectedX size={22} />,
    title: 'Steward cannot be reached',
    text: 'Check your connection, then try again.',
  },
};

interface ErrorStateProps {
  error: ApiError;
  onRetry?: () => void;
  /** It stands in place of a whole page, and so carries its heading. */
  whole?: boolean;
}

/** What went wrong in place of what should have been there, with what to do about it. */
export function ErrorState({ error, onRetry, whole = false }: ErrorStateProps) {
  const face = FACES[error.code];
  const gone = error.code === 'NOT_FOUND' || error.code === 'FORBIDDEN';
  return (
    <div role="alert">
      <EmptyState
        icon={face?.icon ?? <IconAlertTriangle size={22} />}
        title={face?.title ?? 'Something went wrong'}
        heading={whole ? 'h1' : 'p'}
        action={
          gone || !onRetry ? (
            <ButtonLink to="/" variant="default">
              Go to Home
            </ButtonLink>
          ) : (
            <Button variant="default" onClick={onRetry}>
              Try again
            </Button>
          )
        }
      >
        {face?.text ?? error.message}
        {error.requestId && (
          <Text span display="block" fz="xs" mt="xs">
            Quote <Code>{error.requestId}</Code> when you ask for help.
          </Text>
        )}
      </EmptyState>
    </div>
  );
}
