import { Stack } from '@mantine/core';
import { IconMailExclamation } from '@tabler/icons-react';
import { useEffect } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { instant } from '../../../lib/format.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { Section } from '../../../ui/Section.tsx';
import { Paragraphs } from './Paragraphs.tsx';

const LettersDocument = graphql(`
  query OwnBreachLetters {
    breachPeople(first: 50, orderBy: { field: ID, direction: DESC }) {
      nodes {
        id
        openedAt
        letter {
          id
          subject
          text
          sentAt
        }
      }
    }
  }
`);

const OpenDocument = graphql(`
  mutation OpenBreachLetter($input: OpenBreachLetterInput!) {
    openBreachLetter(input: $input) {
      id
      openedAt
    }
  }
`);

/** Says once that a letter is on screen; whether that could be noted is no business of whoever reads it. */
function useOpened(people: readonly { id: string; openedAt: string | null }[]): void {
  const open = useSend(OpenDocument);
  const unread = people
    .filter(({ openedAt }) => !openedAt)
    .map(({ id }) => id)
    .join();
  useEffect(() => {
    for (const id of unread.split(',').filter(Boolean)) void open({ input: { id } }).catch(() => undefined);
  }, [unread, open]);
}

/** What one's company wrote about what happened to one's data [D5]. */
export function BreachLettersPage() {
  const read = useRead(LettersDocument, {}, { types: ['BreachPerson'] });
  useOpened(read.state === 'ready' ? read.data.breachPeople.nodes : []);
  return (
    <>
      <PageHeader
        title="Letters about my data"
        description="Your company writes here, and by mail, when something has happened to data about you."
      />
      <Loaded from={read}>
        {({ breachPeople: { nodes } }) =>
          nodes.length === 0 ? (
            <EmptyState icon={<IconMailExclamation size={22} />} title="No letters">
              Nothing has happened to your data that your company had to write to you about.
            </EmptyState>
          ) : (
            <Stack maw={760}>
              {nodes.map(
                ({ id, letter }) =>
                  letter && (
                    <Section key={id} title={letter.subject ?? 'A letter'}>
                      <Paragraphs said={[[instant(letter.sentAt), letter.text]]} />
                    </Section>
                  ),
              )}
            </Stack>
          )
        }
      </Loaded>
    </>
  );
}
