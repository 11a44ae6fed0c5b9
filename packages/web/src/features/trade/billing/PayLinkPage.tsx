import { IconCircleCheck, IconMailX } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useKeptQuery } from '../../../data/use-kept-query.ts';
import { useAccent } from '../../../ui/Brand.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { LetterPage } from '../../../ui/LetterPage.tsx';
import { PageSkeleton } from '../../../ui/Loaded.tsx';
import { LinkedInvoice } from './LinkedInvoice.tsx';
import { usePayToken } from './use-pay-token.ts';

const LinkedDocument = graphql(`
  query LinkedInvoice($token: String!) {
    linkedInvoice(token: $token) {
      number
      state
      currency
      dueMinor
      canPayByCard
      cardState
      brand {
        name
        accentColour
        logo
      }
      content {
        seller {
          name
          addressLines
          vatNumber
        }
        buyer {
          name
          addressLines
          vatNumber
        }
        bank {
          accountName
          sortCode
          accountNumber
          iban
          bic
        }
        periodStart
        periodEnd
        issuedOn
        dueOn
        netMinor
        totalMinor
        paidMinor
        vatSterlingMinor
        perPound
        vatBreakdown {
          vatRateBp
          vatCategory
          vatReason
          netMinor
          vatMinor
          notionalBp
          notionalMinor
        }
        lines {
          id
          description
          quantity
          unitPriceMinor
          from
          to
          netMinor
          vatRateBp
          vatCategory
        }
      }
    }
  }
`);
export type Linked = ResultOf<typeof LinkedDocument>['linkedInvoice'];

/** Nobody tells a page without a session that something has changed. */
const ASK_AGAIN_MS = 3_000;

/** Where the link of a letter leads: one invoice, seen and paid by whoever has it, without signing in [B7]. */
export function PayLinkPage() {
  const { token, keep, forget } = usePayToken();
  const { paid }: { paid?: unknown } = useSearch({ strict: false });
  const { data, error, retry } = useKeptQuery(LinkedDocument, { token }, { pause: token === '' });
  const linked = data?.linkedInvoice;
  useAccent(linked?.brand.accentColour);
  const isPaid = linked?.state === 'PAID';
  const begun = linked?.cardState === 'OPEN' || linked?.cardState === 'STARTED';
  const confirming = paid !== undefined && begun && !isPaid;
  useInterval(retry, ASK_AGAIN_MS, confirming);
  useEffect(() => {
    if (isPaid) forget();
  }, [isPaid, forget]);
  if (token === '' || error?.code === 'NOT_FOUND')
    return (
      <LetterPage>
        <EmptyState
          heading="h1"
          icon={<IconMailX size={22} />}
          title={token === '' ? 'Open the link again' : 'This link is no longer good'}
        >
          {token === ''
            ? 'This page needs the whole link from the letter about your invoice.'
            : 'Open the one in the latest letter about the invoice, or ask whoever sent it for another.'}
        </EmptyState>
      </LetterPage>
    );
  if (error)
    return (
      <LetterPage>
        <ErrorState error={error} onRetry={retry} whole />
      </LetterPage>
    );
  if (!linked)
    return (
      <LetterPage>
        <PageSkeleton />
      </LetterPage>
    );
  return (
    <LetterPage brand={linked.brand}>
      {linked.content ? (
        <LinkedInvoice
          token={token}
          invoice={linked}
          content={linked.content}
          confirming={confirming}
          onLeave={keep}
        />
      ) : (
        <EmptyState
          heading="h1"
          icon={<IconCircleCheck size={22} />}
          title={`Invoice ${linked.number} is paid`}
        >
          Thank you. There is nothing else to do, and this link shows no more than that from now on.
        </EmptyState>
      )}
    </LetterPage>
  );
}

/** Does it again and again for as long as it is wanted. */
function useInterval(what: () => void, everyMs: number, wanted: boolean): void {
  const latest = useRef(what);
  useEffect(() => {
    latest.current = what;
  });
  useEffect(() => {
    if (!wanted) return;
    const timer = setInterval(() => latest.current(), everyMs);
    return () => clearInterval(timer);
  }, [everyMs, wanted]);
}
