import { Stack } from '@mantine/core';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { FigureTable } from '../../../ui/FigureTable.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Section } from '../../../ui/Section.tsx';

const RolesDocument = graphql(`
  query ProcessingRoles {
    processingRoles {
      relation
      purpose
      what
      basis
      because
      controller {
        party
        name
      }
      processor {
        party
        name
      }
      subProcessor {
        party
        name
      }
    }
  }
`);
type Roles = ResultOf<typeof RolesDocument>['processingRoles'][number];
type Role = NonNullable<Roles['processor']>;

const EACH: Record<Role['party'], string> = {
  PLATFORM: 'The platform',
  RESELLER: 'The reseller',
  COMPANY: 'The company',
};
const nameOf = (role: Role | null): string => (role ? (role.name ?? EACH[role.party]) : '');

const RELATIONS: Record<Roles['relation'], string> = {
  PLATFORM_RESELLER: 'A reseller’s own people',
  PLATFORM_COMPANY: 'Contacts of a direct customer',
  RESELLER_COMPANY: 'Contacts of a reseller’s customer',
  COMPANY_END_USER: 'End users',
};

/** Who is controller and who processor, whose data it is and what for [D1]. */
export function RolesTable() {
  const read = useRead(RolesDocument, {}, { types: ['Reseller', 'Company'] });
  return (
    <Loaded from={read}>
      {({ processingRoles }) => (
        <Stack>
          {[...Map.groupBy(processingRoles, ({ relation }) => relation)].map(([relation, roles]) => (
            <Section key={relation} title={RELATIONS[relation]}>
              <FigureTable
                label={RELATIONS[relation]}
                head={[
                  'What for',
                  'Decides (controller)',
                  'Acts for them (processor)',
                  'Behind those',
                  'Because',
                  'Lawful basis',
                ]}
                numeric={[]}
                rows={roles.map(({ purpose, what, basis, controller, processor, subProcessor, because }) => ({
                  key: purpose,
                  cells: [
                    what,
                    nameOf(controller),
                    nameOf(processor) || '–',
                    nameOf(subProcessor) || '–',
                    `It ${because}.`,
                    basis,
                  ],
                }))}
              />
            </Section>
          ))}
        </Stack>
      )}
    </Loaded>
  );
}
