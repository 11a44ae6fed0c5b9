import { Field, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { ConnectorKind } from '../../trade/catalogue/index.ts';
import { ConnectorField, fieldsOf } from './connector-settings.ts';
import { kinds } from './kinds.ts';

/** A word for an attribute of what stands at the other side. */
@ObjectType()
export class ConnectorAttribute {
  @Field(() => String) name!: string;
  @Field(() => String) label!: string;
}

/** A kind of connector that can be added. */
@ObjectType()
export class ConnectorKindInfo {
  @Field(() => ConnectorKind) kind!: ConnectorKind;
  @Field(() => String, { description: 'What people call it.' }) label!: string;
  @Field(() => String) about!: string;
  @Field(() => [ConnectorField]) settings!: ConnectorField[];
  @Field(() => [ConnectorField], { description: 'Kept sealed, and never shown again.' })
  credentials!: ConnectorField[];
  @Field(() => [ConnectorAttribute]) attributes!: ConnectorAttribute[];
}

/** The kinds of connectors that there are, beside webhooks, and what each asks to be told. [P2] */
export const connectorKinds = view({
  name: 'connectorKinds',
  permission: 'CONNECTOR_WRITE',
  input: input('ConnectorKindsInput', {}),
  type: () => [ConnectorKindInfo],
  run: (): Promise<ConnectorKindInfo[]> =>
    Promise.resolve(
      kinds.map(({ kind, words, about, settings, credentials, attributes }) => ({
        kind,
        label: words,
        about,
        settings: fieldsOf(settings),
        credentials: fieldsOf(credentials),
        attributes: Object.entries(attributes).map(([name, label]) => ({ name, label })),
      })),
    ),
});
