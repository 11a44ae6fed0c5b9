import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { Lines } from '../../../ui/Lines.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { AskForAccess } from './AskForAccess.tsx';
import { areasText, MODES, STATES } from './support-words.ts';

const CompanySupportDocument = graphql(`
  query CompanySupport($id: ID!) {
    company(id: $id) {
      id
      supportGrants(first: 3) {
        nodes {
          id
          state
          askerName
          askedAt
        }
      }
      supportRules(first: 2) {
        nodes {
          id
          askerLevel
          areas
          mode
          minutes
        }
      }
    }
  }
`);

/** On the company's page of those who sell to it: the newest requests, what it allows, and asking [T4]. */
export function CompanySupport({ companyId }: { companyId: string }) {
  const read = useRead(CompanySupportDocument, { id: companyId }, { types: ['SupportGrant', 'SupportRule'] });
  const navigate = useNavigate();
  const [asking, ask] = useDisclosure();
  return (
    <Section
      title="Support access"
      actions={
        <Button size="compact-sm" variant="default" onClick={ask.open}>
          Ask for access
        </Button>
      }
    >
      <Loaded from={read}>
        {({ company }) => (
          <>
            {company?.supportGrants.nodes.length ? (
              <Lines>
                {company.supportGrants.nodes.map(({ id, state, askerName, askedAt }) => (
                  <li key={id}>
                    <TextLink to="/support-access/$grantId" params={{ grantId: id }}>
                      {askerName}
                    </TextLink>{' '}
                    <StateBadge state={state} label={STATES[state]} />
                    <Text fz="xs" c="dimmed">
                      Asked <DateText at={askedAt} as="ago" />
                    </Text>
                  </li>
                ))}
              </Lines>
            ) : (
              <Text fz="sm" c="dimmed">
                To see what its people see, ask to be let in: the company decides, and reads what you did.
              </Text>
            )}
            {company?.supportRules.nodes.map(({ id, askerLevel, areas, mode, minutes }) => (
              <Text key={id} fz="sm" c="dimmed" mt="xs">
                {askerLevel === 'PLATFORM' ? 'The platform’s staff' : 'Its reseller’s people'} may go in
                without being approved each time: {MODES[mode].toLowerCase()},{' '}
                {areasText(areas).toLowerCase()}, {minutes} minutes at most.
              </Text>
            ))}
          </>
        )}
      </Loaded>
      <AskForAccess
        companyId={companyId}
        opened={asking}
        onClose={ask.close}
        onAsked={(id) => void navigate({ to: '/support-access/$grantId', params: { grantId: id } })}
      />
    </Section>
  );
}
