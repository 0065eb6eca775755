import { ACCOUNT_ID, REGION, type Stack } from './template.ts';

/** What a resource answers to `Ref` and to `Fn::GetAtt`. */
export interface Identity {
  ref: string;
  attributes: Record<string, string>;
}

/** A value of the template that local cannot work out; the plan turns it into a problem. */
export class UnresolvableError extends Error {}

/** Works out every intrinsic inside `value`. A property whose value is `AWS::NoValue` disappears. */
export type Resolve = (value: unknown) => unknown;

/** Makes the resolver of a stack; `identityOf` tells how the resource with a logical id is known locally. */
export function resolverOf(stack: Stack, identityOf: (logicalId: string) => Identity): Resolve {
  const pseudo: Record<string, unknown> = {
    'AWS::Region': REGION,
    'AWS::AccountId': ACCOUNT_ID,
    'AWS::Partition': 'aws',
    'AWS::StackName': stack.name,
    'AWS::StackId': `arn:aws:cloudformation:${REGION}:${ACCOUNT_ID}:stack/${stack.name}/local`,
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::NoValue': undefined,
  };

  function ref(name: string): unknown {
    if (name in pseudo) return pseudo[name];
    const parameter = stack.template.Parameters?.[name];
    if (parameter === undefined) return identityOf(name).ref;
    if (parameter.Default === undefined)
      throw new UnresolvableError(`The parameter ${name} has no default value.`);
    return parameter.Default;
  }

  function getAtt(logicalId: string, attribute: string): string {
    const found = identityOf(logicalId).attributes[attribute];
    if (found === undefined)
      throw new UnresolvableError(`The attribute ${attribute} of ${logicalId} is not known locally.`);
    return found;
  }

  function sub(text: string, variables: Record<string, unknown>): string {
    return text.replace(/\$\{(!?)([^}]+)\}/g, (_whole, literal: string, name: string) => {
      if (literal === '!') return `\${${name}}`;
      if (name in variables) return String(resolve(variables[name]));
      const dot = name.indexOf('.');
      return String(dot < 0 ? ref(name) : getAtt(name.slice(0, dot), name.slice(dot + 1)));
    });
  }

  const functions: Record<string, (argument: unknown) => unknown> = {
    Ref: (name) => ref(String(name)),
    'Fn::GetAtt': (argument) => {
      const path = Array.isArray(argument) ? argument.map(String) : String(argument).split('.');
      return getAtt(path[0] ?? '', path.slice(1).join('.'));
    },
    'Fn::Join': (argument) => {
      const [separator, parts] = list(argument, 'Fn::Join');
      return list(resolve(parts), 'Fn::Join').join(String(separator));
    },
    'Fn::Sub': (argument) =>
      Array.isArray(argument)
        ? sub(String(argument[0]), argument[1] as Record<string, unknown>)
        : sub(String(argument), {}),
    'Fn::Select': (argument) => {
      const [index, choices] = list(argument, 'Fn::Select');
      return list(resolve(choices), 'Fn::Select')[Number(resolve(index))];
    },
    'Fn::Split': (argument) => {
      const [separator, text] = list(argument, 'Fn::Split');
      return String(resolve(text)).split(String(separator));
    },
  };

  function resolve(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(resolve).filter((item) => item !== undefined);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [name, argument] = entries[0] ?? [];
    if (entries.length === 1 && name !== undefined && (name === 'Ref' || name.startsWith('Fn::'))) {
      const apply = functions[name];
      if (apply === undefined) throw new UnresolvableError(`The intrinsic ${name} is not known locally.`);
      return apply(argument);
    }
    const resolved = entries.map(([key, inner]) => [key, resolve(inner)] as const);
    return Object.fromEntries(resolved.filter(([, inner]) => inner !== undefined));
  }

  return resolve;
}

function list(value: unknown, name: string): unknown[] {
  if (!Array.isArray(value)) throw new UnresolvableError(`${name} needs a list.`);
  return value;
}
