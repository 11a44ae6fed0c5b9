import { Button, Stack, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconMailX } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useKeptQuery } from '../../../data/use-kept-query.ts';
import { useSend } from '../../../data/use-send.ts';
import { useLinkToken } from '../../../frame/use-link-token.ts';
import { useAccent } from '../../../ui/Brand.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { LetterPage } from '../../../ui/LetterPage.tsx';
import { PageSkeleton } from '../../../ui/Loaded.tsx';
import { Section } from '../../../ui/Section.tsx';
import { useDeed } from '../../../ui/use-deed.ts';

const ConsentDocument = graphql(`
  query ConsentByLink($token: String!) {
    consentByLink(token: $token) {
      name
      asker
      text
      state
      brand {
        name
        accentColour
        logo
      }
    }
  }
`);
const WithdrawDocument = graphql(`
  mutation WithdrawByLink($token: String!) {
    withdrawConsentByLink(input: { token: $token })
  }
`);
const NO: readonly string[] = ['WITHDRAWN', 'OBJECTED'];

/** Where the link of a letter about a consent leads: it says what it is about, and one button says no [D7] [S87]. */
export function WithdrawByLink() {
  const token = useLinkToken('/withdraw-consent');
  const { data, error, retry } = useKeptQuery(ConsentDocument, { token }, { pause: token === '' });
  const withdraw = useSend(WithdrawDocument);
  const [done, setDone] = useState(false);
  const deed = useDeed(async () => {
    await withdraw({ token });
    setDone(true);
  });
  const found = data?.consentByLink;
  useAccent(found?.brand.accentColour);
  if (token === '' || error?.code === 'NOT_FOUND')
    return (
      <LetterPage>
        <EmptyState
          heading="h1"
          icon={<IconMailX size={22} />}
          title={token === '' ? 'Open the link again' : 'This link is no longer good'}
        >
          {token === ''
            ? 'This page needs the whole link from the letter.'
            : 'Open the one in a newer letter, or say no where you sign in: Consents.'}
        </EmptyState>
      </LetterPage>
    );
  if (error)
    return (
      <LetterPage>
        <ErrorState error={error} onRetry={retry} whole />
      </LetterPage>
    );
  if (!found)
    return (
      <LetterPage>
        <PageSkeleton />
      </LetterPage>
    );
  const said = done || NO.includes(found.state ?? '');
  return (
    <LetterPage brand={found.brand}>
      {said ? (
        <EmptyState heading="h1" icon={<IconCircleCheck size={22} />} title="You have said no">
          {found.asker} no longer has your consent to “{found.name}”. What was done until now stays as it was.
          You can close this page.
        </EmptyState>
      ) : (
        <Stack maw={640}>
          <Title order={1}>Say no to “{found.name}”?</Title>
          <Text>
            {found.asker} asked for this. Without it nothing else changes for you, and you need give no
            reason.
          </Text>
          <Section title="What it is about">
            <Text style={{ whiteSpace: 'pre-line' }}>{found.text}</Text>
          </Section>
          {deed.error && <Text c="red">{deed.error.message}</Text>}
          <Button onClick={() => deed.run()} loading={deed.busy} style={{ alignSelf: 'flex-start' }}>
            Say no
          </Button>
        </Stack>
      )}
    </LetterPage>
  );
}
