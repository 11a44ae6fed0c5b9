import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconExternalLink } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { CopyText } from '../../../ui/CopyText.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { Dialogue } from '../../../ui/Dialogue.tsx';
import { Facts } from '../../../ui/Facts.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { useDeed } from '../../../ui/use-deed.ts';

const DomainRecordDocument = graphql(`
  query DomainRecord($id: ID!) {
    domain(id: $id) {
      id
      name
      state
      recordName
      recordValue
      checkedAt
      nextCheckAt
      problem
    }
    dnsHost {
      recordPage
    }
  }
`);

const ProveDocument = graphql(`
  mutation ProveDomain($input: ProveDomainInput!) {
    proveDomain(input: $input) {
      id
      name
      state
      problem
    }
  }
`);

/** The record that proves a domain, where it stands, and what was found of it [U1]. */
export function DomainRecord({ id, onClose }: { id: string; onClose: () => void }) {
  const read = useRead(DomainRecordDocument, { id }, { types: ['Domain'] });
  const prove = useSend(ProveDocument, 'Domain');
  const look = useDeed(async () => {
    const { proveDomain } = await prove({ input: { id } });
    if (proveDomain.state !== 'PROVED') return;
    notifications.show({ message: `${proveDomain.name} is proved: addresses can be allocated in it now.` });
    onClose();
  });
  return (
    <Dialogue opened onClose={onClose} title="Prove the domain" size="lg">
      <Loaded from={read}>
        {({ domain, dnsHost }) =>
          domain?.state !== 'WAITING' ? (
            <Stack>
              <Text>
                {domain
                  ? `${domain.name} is proved: addresses can be allocated in it.`
                  : 'The domain has been removed.'}
              </Text>
              <Group justify="flex-end">
                <Button onClick={onClose}>Close</Button>
              </Group>
            </Stack>
          ) : (
            <Stack>
              <Text>
                Set this record where the names of {domain.name} are kept, at your domain’s provider. It shows
                that the domain is yours, so that nobody else can take addresses in it.
              </Text>
              <Facts
                facts={[
                  ['Type', 'TXT'],
                  ['Name', <CopyText key="name" text={domain.recordName ?? ''} label="name" />],
                  ['Value', <CopyText key="value" text={domain.recordValue ?? ''} label="value" />],
                  ['Last looked for', domain.checkedAt && <DateText at={domain.checkedAt} />],
                  [
                    'Next look',
                    domain.nextCheckAt ? (
                      <DateText key="next" at={domain.nextCheckAt} />
                    ) : (
                      'When you ask for it'
                    ),
                  ],
                ]}
              />
              {look.error ? (
                <Alert color="red">{look.error.message}</Alert>
              ) : (
                domain.problem && <Alert color="yellow">{domain.problem}</Alert>
              )}
              <Group justify="flex-end">
                {dnsHost.recordPage && (
                  <Button
                    component="a"
                    variant="default"
                    href={placeOf(dnsHost.recordPage, domain)}
                    rightSection={<IconExternalLink size={16} />}
                  >
                    Set it there
                  </Button>
                )}
                <Button onClick={() => look.run()} loading={look.busy}>
                  Look for it now
                </Button>
              </Group>
            </Stack>
          )
        }
      </Loaded>
    </Dialogue>
  );
}

/** The page of the name server, which leads back to this one. */
function placeOf(
  page: string,
  { recordName, recordValue }: { recordName: string | null; recordValue: string | null },
): string {
  const url = new URL(page);
  url.search = new URLSearchParams({
    name: recordName ?? '',
    value: recordValue ?? '',
    back: window.location.href,
  }).toString();
  return url.href;
}
