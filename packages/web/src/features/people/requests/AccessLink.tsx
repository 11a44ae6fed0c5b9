import { Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan } from '../../../data/viewer.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';
import { CopyText } from '../../../ui/CopyText.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Section } from '../../../ui/Section.tsx';
import { useDeed } from '../../../ui/use-deed.ts';

const AccessLinksDocument = graphql(`
  query AccessLinks($filter: AccessLinkFilter) {
    accessLinks(first: 50, filter: $filter) {
      nodes {
        id
        token
        createdAt
        company {
          id
        }
      }
    }
  }
`);

const RenewDocument = graphql(`
  mutation RenewAccessLink($input: RenewAccessLinkInput!) {
    renewAccessLink(input: $input) {
      id
    }
  }
`);

const CloseDocument = graphql(`
  mutation CloseAccessLink($input: CloseAccessLinkInput!) {
    closeAccessLink(input: $input)
  }
`);

type Of = { companyId: string } | { resellerId: string };

/** The link by which people ask to come in, and switching it on and off [I6]. */
export function AccessLink({ of, name }: { of: Of; name: string }) {
  const can = useCan();
  return can('REQUEST_DECIDE') && <Link of={of} name={name} />;
}

function Link({ of, name }: { of: Of; name: string }) {
  const read = useRead(AccessLinksDocument, { filter: of }, { types: ['AccessLink'] });
  const renew = useSend(RenewDocument, 'AccessLink');
  const close = useSend(CloseDocument, 'AccessLink');
  const make = useDeed(
    () => renew({ input: of }),
    (error) => notifications.show({ message: error.message, color: 'red' }),
  );
  const team = 'resellerId' in of;
  return (
    <Section title="Access link" mb="lg">
      <Loaded from={read}>
        {({ accessLinks: { nodes } }) => {
          // A reseller’s own is the one that is no company’s.
          const link = nodes.find(({ company }) => (company === null) === team);
          if (!link)
            return (
              <Stack gap="sm" align="flex-start">
                <Text c="dimmed" fz="sm">
                  {team
                    ? 'With a link, people can ask to join your team. Nobody comes in unless you approve.'
                    : `With a link, people can ask for access to ${name}. Nobody comes in unless you approve.`}
                </Text>
                <Button variant="default" loading={make.busy} onClick={() => void make.run()}>
                  Make a link
                </Button>
              </Stack>
            );
          return (
            <Stack gap="sm">
              <Text c="dimmed" fz="sm">
                {team
                  ? 'Give this link to people who are to join your team. What they send waits below for your decision.'
                  : `Give this link to people who need access to ${name}. What they send waits below for your decision.`}
              </Text>
              <Text component="div" ff="monospace" fz="sm">
                <CopyText
                  text={`${location.origin}/request-access#${link.token ?? ''}`}
                  label="access link"
                />
              </Text>
              <Group gap="xs" justify="space-between">
                <Text c="dimmed" fz="xs">
                  Made <DateText at={link.createdAt} />
                </Text>
                <Group gap="xs">
                  <ConfirmButton
                    size="xs"
                    title="Renew the link?"
                    consequence="The present link stops working at once; whoever has it needs the new one. Requests that wait are kept."
                    confirmLabel="Renew link"
                    onConfirm={async () => {
                      await renew({ input: of });
                      notifications.show({ message: 'There is a new link; the former one no longer works.' });
                    }}
                  >
                    Renew
                  </ConfirmButton>
                  <ConfirmButton
                    size="xs"
                    title="Switch the link off?"
                    consequence="It stops working at once. Requests that wait are kept. You can make another link at any time."
                    confirmLabel="Switch off"
                    destructive
                    onConfirm={async () => {
                      await close({ input: { id: link.id } });
                      notifications.show({ message: 'The link is switched off.' });
                    }}
                  >
                    Switch off
                  </ConfirmButton>
                </Group>
              </Group>
            </Stack>
          );
        }}
      </Loaded>
    </Section>
  );
}
