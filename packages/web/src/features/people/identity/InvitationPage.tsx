import { useDocumentTitle } from '@mantine/hooks';
import { IconMailX } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useLinkToken } from '../../../frame/use-link-token.ts';
import { useAccent } from '../../../ui/Brand.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { PageSkeleton } from '../../../ui/Loaded.tsx';
import { ButtonLink } from '../../../ui/links.tsx';
import { AcceptInvitation } from './AcceptInvitation.tsx';
import { EntryLayout } from './EntryLayout.tsx';

const InvitationDocument = graphql(`
  query Invitation($token: String!) {
    invitation(token: $token) {
      email
      level
      tenantName
      firstName
      expiresAt
      hasSignIn
      agreement {
        version
        title
        text
      }
      brand {
        name
        accentColour
        logo
      }
    }
  }
`);

/** Where the link of an invitation leads. */
export function InvitationPage() {
  useDocumentTitle('Your invitation – Steward');
  const token = useLinkToken('/invitation');
  const read = useRead(InvitationDocument, { token }, { pause: token === '' });
  const invitation = read.state === 'ready' ? read.data.invitation : undefined;
  useAccent(invitation?.brand.accentColour);

  if (token === '')
    return (
      <EntryLayout>
        <EmptyState
          heading="h1"
          icon={<IconMailX size={22} />}
          title="Open the link again"
          action={
            <ButtonLink to="/sign-in" variant="default">
              Go to sign-in
            </ButtonLink>
          }
        >
          This page needs the link from your invitation e-mail. If you have used it already, sign in.
        </EmptyState>
      </EntryLayout>
    );
  if (read.state === 'failed')
    return (
      <EntryLayout>
        {read.error.code === 'NOT_FOUND' ? (
          <EmptyState
            heading="h1"
            icon={<IconMailX size={22} />}
            title="This invitation is no longer good"
            action={
              <ButtonLink to="/sign-in" variant="default">
                Go to sign-in
              </ButtonLink>
            }
          >
            It was used already or has expired. Ask the person who invited you for a new one.
          </EmptyState>
        ) : (
          <ErrorState error={read.error} onRetry={read.retry} whole />
        )}
      </EntryLayout>
    );
  return (
    <EntryLayout brand={invitation?.brand}>
      {invitation ? <AcceptInvitation key={token} token={token} invitation={invitation} /> : <PageSkeleton />}
    </EntryLayout>
  );
}
