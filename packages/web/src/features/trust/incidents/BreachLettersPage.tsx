import { Stack } from '@mantine/core';
import { IconMailExclamation } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
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

/** What one's company wrote about what happened to one's data [D5]. */
export function BreachLettersPage() {
  const read = useRead(LettersDocument, {}, { types: ['BreachPerson'] });
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
