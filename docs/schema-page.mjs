import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
  isUnionType,
} from 'graphql';

const kinds = [
  ['Objects', isObjectType],
  ['Interfaces', isInterfaceType],
  ['Unions', isUnionType],
  ['Inputs', isInputObjectType],
  ['Enums', isEnumType],
  ['Scalars', isScalarType],
];

/** The reference of a schema, from its types and from what its fields declare: access, cost and proof. */
export function describeSchema(schema) {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const named = Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type) && !roots.includes(type),
  );
  const groups = kinds.map(([title, isOfKind]) => ({ title, types: named.filter(isOfKind) }));
  const contents = [
    ...roots.map((root) => `- [${root.name}](${anchor(root)}): ${fieldLinks(root)}`),
    ...groups.map(({ title, types }) => `- [${title}](#${title.toLowerCase()}): ${types.map(link).join(', ')}`),
  ];
  return [
    ...contents.map((line) => `${line}\n`),
    ...roots.map((root) => `\n${describeType(root, '##', schema)}`),
    ...groups.map(
      ({ title, types }) => `\n## ${title}\n\n${types.map((type) => describeType(type, '###', schema)).join('\n')}`,
    ),
  ]
    .join('')
    .trimEnd();
}

function describeType(type, level, schema) {
  const about = [type.description, ...relations(type, schema)].filter(Boolean).join(' ');
  const table = tableOf(type);
  return `${level} ${type.name}\n\n${about === '' ? '' : `${oneLine(about)}\n`}${table === '' ? '' : `\n${table}\n`}`;
}

function relations(type, schema) {
  if (isUnionType(type)) return [`One of ${type.getTypes().map(link).join(', ')}.`];
  if (isInterfaceType(type)) return [`Of ${schema.getPossibleTypes(type).map(link).join(', ')}.`];
  if (isInputObjectType(type) && type.isOneOf) return ['Exactly one field is given (`@oneOf`).'];
  if (isScalarType(type) && type.specifiedByURL) return [`Specified by <${type.specifiedByURL}>.`];
  return isObjectType(type) && type.getInterfaces().length > 0
    ? [`Implements ${type.getInterfaces().map(link).join(', ')}.`]
    : [];
}

function tableOf(type) {
  if (isEnumType(type)) {
    return rows(
      ['value', 'meaning'],
      type.getValues().map(({ name, description }) => [code(name), description]),
    );
  }
  if (isInputObjectType(type)) {
    return rows(['field', 'type', 'meaning'], Object.values(type.getFields()).map(describeInput));
  }
  if (!('getFields' in type)) return '';
  return rows(
    ['field', 'type', 'meaning'],
    Object.values(type.getFields()).flatMap((field) => [
      [code(field.name), typeLink(field.type), [field.description, ...declarations(field.extensions)].join(' ')],
      ...field.args.map((argument) => {
        const [name, ...rest] = describeInput(argument);
        return [`↳ ${name}`, ...rest];
      }),
    ]),
  );
}

function describeInput({ name, type, defaultValue, description }) {
  const byDefault = defaultValue === undefined ? '' : ` = ${code(JSON.stringify(defaultValue).replaceAll('"', ''))}`;
  return [code(name), `${typeLink(type)}${byDefault}`, description];
}

function declarations({ access, assuranceBy, cost, masking }) {
  const scope = access === undefined || access === 'authenticated' ? [] : [`Scope ${code(access)}`];
  const needs =
    assuranceBy === undefined ? scope : scope.map((text) => `${text}, or an assurance of its ${code(assuranceBy)}`);
  return [
    ...needs.map((text) => `${text}.`),
    ...(access === 'authenticated' ? ['Any token.'] : []),
    ...(masking === 'proof' ? ['Shown with `personal:read` or an assurance of the client.'] : []),
    ...(cost?.calls === undefined ? [] : [`Cost ${describeCost(cost)}.`]),
  ];
}

function describeCost({ calls, atMost, isPerItem }) {
  return `${calls}${isPerItem ? ' an item' : ''}${atMost === undefined ? '' : `, at most ${atMost} an operation`}`;
}

function fieldLinks(root) {
  return Object.keys(root.getFields()).map(code).join(', ');
}

function typeLink(type) {
  const named = getNamedType(type);
  return isSpecifiedScalarType(named) ? code(String(type)) : `[${code(String(type))}](${anchor(named)})`;
}

function link(type) {
  return `[${code(type.name)}](${anchor(type)})`;
}

function anchor({ name }) {
  return `#${name.toLowerCase()}`;
}

function rows(head, body) {
  const line = (cells) => `| ${cells.map((cell) => oneLine(cell ?? '').replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
}

function oneLine(text) {
  return text.replaceAll(/\s+/g, ' ').trim();
}

function code(text) {
  return `\`${text}\``;
}
