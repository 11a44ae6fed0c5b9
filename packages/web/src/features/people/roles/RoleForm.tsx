import { TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { line } from '@steward/shared';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import { count, plural } from '../../../lib/format.ts';
import { FormPage } from '../../../ui/form/FormPage.tsx';
import { FormSection } from '../../../ui/form/FormSection.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { PermissionFields, type RolePermission, RolePermissionsDocument } from './PermissionFields.tsx';

const CreateDocument = graphql(`
  mutation CreateRole($input: CreateRoleInput!) {
    createRole(input: $input) {
      id
      name
    }
  }
`);

const UpdateDocument = graphql(`
  mutation UpdateRole($input: UpdateRoleInput!) {
    updateRole(input: $input) {
      id
      name
    }
  }
`);

type Word = RolePermission['permission'];
const RULES = z.object({ name: line(60), permissions: z.array(z.custom<Word>()) });

/** Makes a role of one's own organisation, or of the company that the address names [T6]. */
export function NewRolePage() {
  const read = useRead(RolePermissionsDocument, {});
  return (
    <>
      <PageHeader title="New role" crumbs={[{ label: 'Roles', link: { to: '/roles' } }]} />
      <Loaded from={read}>{({ rolePermissions }) => <CreateRole all={rolePermissions} />}</Loaded>
    </>
  );
}

function CreateRole({ all }: { all: readonly RolePermission[] }) {
  const viewer = useViewer();
  const { companyId: named }: { companyId?: unknown } = useSearch({ strict: false });
  const companyId = typeof named === 'string' ? named : undefined;
  const level = companyId ? 'COMPANY' : viewer.level;
  const navigate = useNavigate();
  const create = useSend(CreateDocument, 'Role');
  const form = useSubmitForm({
    initialValues: { name: '', permissions: [] as Word[] },
    schema: RULES,
    send: (values) => create({ input: { ...values, ...(companyId && { companyId }) } }),
    onDone: ({ createRole }) => {
      notifications.show({
        message: `${createRole.name} is made. Give it to somebody from the list of administrators.`,
      });
      void navigate({ to: '/roles/$roleId', params: { roleId: createRole.id } });
    },
  });
  return (
    <FormPage
      form={form}
      submitLabel="Create role"
      cancel={{ to: '/roles' }}
      summary={
        <FormSummary
          facts={[
            ['Role', form.form.values.name],
            ['Allows', allowed(form.form.values.permissions, all, level)],
          ]}
          effects={[
            'Nobody has it yet: give it to people from the list of administrators.',
            'Everyone may look after their own sign-in and account, whatever their role.',
          ]}
        />
      }
    >
      <Fields form={form} all={all} level={level} />
    </FormPage>
  );
}

interface EditRoleProps {
  role: { id: string; name: string; level: string; permissions: readonly Word[]; memberCount: number };
  all: readonly RolePermission[];
  onDone: () => void;
}

/** Changes what a role is called and allows: whoever has it is told nothing, and acts by it at once [S25]. */
export function EditRole({ role, all, onDone }: EditRoleProps) {
  const update = useSend(UpdateDocument, 'Role');
  const always = new Set<string>(all.filter((each) => each.always).map(({ permission }) => permission));
  const form = useSubmitForm({
    initialValues: {
      name: role.name,
      permissions: role.permissions.filter((word) => !always.has(word)) as Word[],
    },
    schema: RULES,
    send: (_values, changed) => {
      const { known, ...given } = changed(({ name, permissions }) => ({
        name,
        permissions: [...permissions].sort(),
      }));
      return update({
        input: {
          roleId: role.id,
          ...given,
          known: { ...known, ...(known.permissions && { permissions: [...role.permissions] }) },
        },
      });
    },
    onDone: ({ updateRole }) => {
      notifications.show({ message: `${updateRole.name} is saved, and in force.` });
      onDone();
    },
  });
  return (
    <FormPage
      form={form}
      submitLabel="Save"
      cancel={{ to: '/roles' }}
      summary={
        <FormSummary
          facts={[
            ['Role', form.form.values.name],
            ['Allows', allowed(form.form.values.permissions, all, role.level)],
          ]}
          effects={[
            role.memberCount > 0
              ? `In force at once for ${plural(role.memberCount, 'person', 'people')} who have it. They are told nothing.`
              : 'Nobody has it at present.',
          ]}
        />
      }
    >
      <Fields form={form} all={all} level={role.level} />
    </FormPage>
  );
}

/** "12 of 48 things", of those that a level can be allowed at all. */
function allowed(chosen: readonly Word[], all: readonly RolePermission[], level: string): string {
  const choices = all.filter((each) => !each.always && each.levels.some((of) => of === level));
  return `${count(chosen.length)} of ${plural(choices.length, 'thing')}`;
}

interface FieldsProps {
  form: ReturnType<typeof useSubmitForm<{ name: string; permissions: Word[] }, unknown>>;
  all: readonly RolePermission[];
  level: string;
}

function Fields({ form: { form }, all, level }: FieldsProps) {
  const { error } = form.getInputProps('permissions');
  return (
    <>
      <FormSection title="Role">
        <TextInput
          label="Name"
          placeholder="Service desk"
          required
          maxLength={60}
          autoComplete="off"
          {...form.getInputProps('name')}
        />
      </FormSection>
      <PermissionFields
        all={all}
        level={level}
        value={form.values.permissions}
        onChange={(permissions) => form.setFieldValue('permissions', permissions as Word[])}
        {...(error && { error: String(error) })}
      />
    </>
  );
}
