import {
  Button,
  Checkbox,
  Group,
  MultiSelect,
  NumberInput,
  Select,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { line } from '@steward/shared';
import { IconArchive, IconPencil, IconPlus, IconStack2 } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useProductOptions } from '../../../data/use-product-options.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { Lines } from '../../../ui/Lines.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { type OwnComponent, useComponents } from './use-components.ts';
import { STATES, toneOf } from './words.ts';

const AddDocument = graphql(`
  mutation AddComponent($input: AddComponentInput!) {
    addComponent(input: $input) {
      id
    }
  }
`);
const UpdateDocument = graphql(`
  mutation UpdateComponent($input: UpdateComponentInput!) {
    updateComponent(input: $input) {
      id
    }
  }
`);
const RetireDocument = graphql(`
  mutation RetireComponent($input: RetireComponentInput!) {
    retireComponent(input: $input) {
      id
    }
  }
`);

/** What services stand on, as a tree: what incidents are about, and which products need each [N4]. */
export function ComponentsPage() {
  const { read } = useComponents();
  const can = useCan();
  const [open, setOpen] = useState<OwnComponent | 'new'>();
  const add = can('STATUS_WRITE') && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen('new')}>
      Add component
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Components"
        description="What your services stand on. An incident affects components; whoever has a product that needs one is concerned."
        actions={add}
      />
      <Siblings of="/status-board" at="/status-board/components">
        <Loaded from={read}>
          {({ components: { nodes } }) =>
            nodes.length === 0 ? (
              <EmptyState icon={<IconStack2 size={22} />} title="No component yet" action={add}>
                Add what can fail by itself: mailboxes, telephones, lines. Their state is what your page
                shows.
              </EmptyState>
            ) : (
              <Section>
                <Lines>
                  {nodes
                    .filter(({ parentId }) => !parentId)
                    .flatMap((root) => [root, ...nodes.filter(({ parentId }) => parentId === root.id)])
                    .map((each) => (
                      <Line key={each.id} component={each} onEdit={() => setOpen(each)} />
                    ))}
                </Lines>
              </Section>
            )
          }
        </Loaded>
      </Siblings>
      {open && (
        <ComponentForm component={open === 'new' ? undefined : open} onClose={() => setOpen(undefined)} />
      )}
    </>
  );
}

function Line({ component, onEdit }: { component: OwnComponent; onEdit: () => void }) {
  const can = useCan();
  const retire = useSend(RetireDocument, 'Component');
  const { id, name, description, state, parentId, products } = component;
  return (
    <li>
      <Group justify="space-between" wrap="nowrap" pl={parentId ? 'lg' : 0}>
        <div>
          <Text fw={parentId ? 400 : 600}>{name}</Text>
          <Text fz="sm" c="dimmed">
            {[
              description,
              products.length ? `Needed by ${products.join(', ')}` : null,
              !component.public && 'Not on the public page',
            ]
              .filter(Boolean)
              .join(' · ')}
          </Text>
        </div>
        <Group gap="xs" wrap="nowrap">
          <StateBadge state={toneOf(state)} label={STATES[state] ?? state} />
          {can('STATUS_WRITE') && (
            <RowMenu
              of={name}
              items={[
                { label: 'Change…', icon: <IconPencil size={16} />, run: onEdit },
                {
                  label: 'Retire…',
                  icon: <IconArchive size={16} />,
                  ask: {
                    title: `Retire ${name}?`,
                    consequence:
                      'It is no longer on the page. What has happened to it stays in past incidents.',
                    confirmLabel: 'Retire component',
                    destructive: true,
                    onConfirm: () => retire({ input: { componentId: id } }),
                  },
                },
              ]}
            />
          )}
        </Group>
      </Group>
    </li>
  );
}

function ComponentForm({ component, onClose }: { component: OwnComponent | undefined; onClose: () => void }) {
  const add = useSend(AddDocument, 'Component');
  const update = useSend(UpdateDocument, 'Component');
  const { all } = useComponents();
  const found = useProductOptions();
  const names = useRef(
    new Map((component?.productIds ?? []).map((id, i) => [id, component?.products[i] ?? ''])),
  );
  for (const { value, label } of found.options) names.current.set(value, label);
  const form = useSubmitForm({
    initialValues: {
      name: component?.name ?? '',
      description: component?.description ?? '',
      parentId: component?.parentId ?? (null as string | null),
      productIds: component?.productIds ?? ([] as string[]),
      position: component?.position ?? 0,
      public: component?.public ?? true,
    },
    schema: z.object({ name: line(80) }),
    send: async (values, changed) => {
      if (!component)
        return void (await add({ input: { ...values, description: values.description || null } }));
      const edit = changed(({ description, ...rest }) => ({ ...rest, description: description || null }));
      await update({ input: { id: component.id, ...edit } });
    },
    onDone: onClose,
  });
  const { getInputProps, values } = form.form;
  const hasParts = component && all.some(({ parentId }) => parentId === component.id);
  return (
    <FormModal
      opened
      onClose={onClose}
      title={component ? `Change ${component.name}` : 'Add component'}
      submitLabel={component ? 'Save' : 'Add component'}
      form={form}
    >
      <TextInput label="Name" required maxLength={80} autoComplete="off" {...getInputProps('name')} />
      <Textarea label="In words" autosize minRows={2} maxLength={500} {...getInputProps('description')} />
      {!hasParts && (
        <Select
          label="Part of"
          placeholder="Nothing: it stands by itself"
          clearable
          data={all
            .filter(({ id, parentId }) => !parentId && id !== component?.id)
            .map(({ id, name }) => ({ value: id, label: name }))}
          {...getInputProps('parentId')}
        />
      )}
      <MultiSelect
        label="Products that need it"
        description="Whoever has one of them is concerned when it fails."
        searchable
        placeholder={values.productIds.length ? undefined : 'Type a name'}
        data={[...names.current].map(([value, label]) => ({ value, label }))}
        onSearchChange={found.onSearch}
        {...getInputProps('productIds')}
      />
      <NumberInput
        label="Place"
        description="Lower stands first."
        min={0}
        max={10_000}
        {...getInputProps('position')}
      />
      <Checkbox label="On the public page" {...getInputProps('public', { type: 'checkbox' })} />
    </FormModal>
  );
}
