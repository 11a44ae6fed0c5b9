import { Alert } from '@mantine/core';
import { formatQuarter } from '@steward/shared';
import { IconInfoCircle } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan } from '../../../data/viewer.ts';
import { count, date, plural } from '../../../lib/format.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { Evidence } from './Evidence.tsx';
import { ReviewLines } from './ReviewLines.tsx';

const AccessReviewDocument = graphql(`
  query AccessReview($id: ID!) {
    accessReview(id: $id) {
      id
      quarter
      state
      silence
      dueOn
      tenantName
      mine
      lineCount
      openCount
      failedCount
    }
  }
`);

const CloseDocument = graphql(`
  mutation CloseAccessReview($input: CloseAccessReviewInput!) {
    closeAccessReview(input: $input) {
      id
      state
    }
  }
`);

/** One review: who has access, what is proposed, and what is decided [T9]. */
export function AccessReviewPage() {
  const { reviewId = '' } = useParams({ strict: false });
  const read = useRead(AccessReviewDocument, { id: reviewId }, { types: ['AccessReviewLine'] });
  const close = useSend(CloseDocument, 'AccessReviewLine');
  const can = useCan();
  return (
    <Loaded from={read} whole>
      {({ accessReview: review }) => {
        if (!review) return null;
        const { id, quarter, state, silence, dueOn, tenantName, mine, lineCount, openCount, failedCount } =
          review;
        const open = state === 'OPEN';
        const decides = open && mine && can('ACCESS_REVIEW_DECIDE');
        return (
          <>
            <PageHeader
              title={`Access review ${formatQuarter(quarter)}`}
              crumbs={[{ label: 'Access reviews', link: { to: '/access-reviews' } }]}
              badge={
                <StateBadge
                  state={open ? 'OPEN' : 'DONE'}
                  label={open ? `${count(lineCount - openCount)} of ${count(lineCount)} decided` : 'Closed'}
                />
              }
              description={`${tenantName} · ${open ? `to be decided by ${date(dueOn)}` : `last day ${date(dueOn)}`}. Whoever nobody decides about ${silence === 'KEEP' ? 'keeps' : 'loses'} their access.`}
              actions={
                <>
                  <Evidence id={id} quarter={quarter} />
                  {decides && (
                    <ConfirmButton
                      title="Close this review?"
                      consequence={consequence(openCount, silence)}
                      confirmLabel="Close review"
                      destructive={openCount > 0 && silence === 'REVOKE'}
                      onConfirm={() => close({ input: { id } })}
                    >
                      Close review
                    </ConfirmButton>
                  )}
                </>
              }
            />
            {failedCount > 0 && (
              <Alert color="red" mb="md" icon={<IconInfoCircle />}>
                {plural(failedCount, 'decision', 'decisions')} could not be carried out: the reason stands
                with each.
              </Alert>
            )}
            {open && !mine && (
              <Alert color="blue" mb="md" icon={<IconInfoCircle />}>
                The administrators of {tenantName} decide in this review.
              </Alert>
            )}
            <ReviewLines reviewId={id} decides={decides} />
          </>
        );
      }}
    </Loaded>
  );
}

function consequence(openCount: number, silence: 'KEEP' | 'REVOKE'): string {
  const rest =
    openCount === 0
      ? 'Everything is decided.'
      : silence === 'KEEP'
        ? `${plural(openCount, 'person', 'people')} nobody has decided about ${openCount === 1 ? 'keeps' : 'keep'} their access.`
        : `${plural(openCount, 'person', 'people')} nobody has decided about ${openCount === 1 ? 'loses' : 'lose'} their access at once, but for yourself.`;
  return `${rest} What was decided cannot be changed afterwards.`;
}
