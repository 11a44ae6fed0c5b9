import { Group, Stack, Text } from '@mantine/core';
import { useRead } from '../../../data/use-read.ts';
import { useViewer } from '../../../data/viewer.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Section } from '../../../ui/Section.tsx';
import { accessWords, DELEGATED, DelegationsDocument } from './delegation-words.ts';

/** On a company's page: how far it lets its reseller in [T3]. Direct customers have none. */
export function DelegationCard({ id }: { id: string }) {
  const { level } = useViewer();
  const read = useRead(DelegationsDocument, { id }, { types: ['Company'] });
  return (
    <Loaded from={read}>
      {({ company }) => {
        if (!company?.delegations || company.reseller.isPlatform) return null;
        const narrowed = company.delegations.some(({ access }) => access !== 'MANAGE');
        return (
          <Section
            title={level === 'COMPANY' ? `What ${company.reseller.name} may do` : 'What you may do here'}
            actions={level === 'COMPANY' && <TextLink to="/delegation">Change</TextLink>}
          >
            <Stack gap={6}>
              {company.delegations.map(({ area, access }) => (
                <Group key={area} justify="space-between" gap="xs" wrap="nowrap">
                  <Text fz="sm">{DELEGATED[area]?.title ?? area}</Text>
                  <Text
                    fz="sm"
                    fw={access === 'MANAGE' ? undefined : 600}
                    c={access === 'MANAGE' ? 'dimmed' : undefined}
                  >
                    {accessWords(area, access)}
                  </Text>
                </Group>
              ))}
            </Stack>
            {level !== 'COMPANY' && narrowed && (
              <Text fz="sm" c="dimmed" mt="sm">
                {company.name} decides this. Where you may see nothing, lists and figures leave it out.
              </Text>
            )}
          </Section>
        );
      }}
    </Loaded>
  );
}
