import type { RoutePlan } from './plan.ts';

export interface RouteMatch {
  route: RoutePlan;
  pathParameters: Record<string, string>;
}

/**
 * Finds the route of a request as an HTTP API does: a full match before a greedy one (`{proxy+}`), more literal
 * parts before fewer, the exact method before `ANY`, and `$default` last.
 */
export function matchRoute(routes: RoutePlan[], method: string, path: string): RouteMatch | undefined {
  const candidates = routes.flatMap((route) => {
    if (route.key === '$default') return [{ route, pathParameters: {}, rank: [2, 0, 0] }];
    const [routeMethod = '', template = ''] = route.key.split(' ');
    if (routeMethod !== 'ANY' && routeMethod !== method) return [];
    const pathParameters = matchPath(parts(template), parts(path));
    if (pathParameters === undefined) return [];
    const literals = parts(template).filter((part) => !part.startsWith('{')).length;
    const rank = [template.includes('+}') ? 1 : 0, -literals, routeMethod === 'ANY' ? 1 : 0];
    return [{ route, pathParameters, rank }];
  });
  const [best] = candidates.sort(
    (a, b) => a.rank.map((value, index) => value - (b.rank[index] ?? 0)).find((order) => order !== 0) ?? 0,
  );
  return best === undefined ? undefined : { route: best.route, pathParameters: best.pathParameters };
}

function parts(path: string): string[] {
  return path.split('/').slice(1);
}

function matchPath(template: string[], path: string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, part] of template.entries()) {
    const [, name, greedy] = /^\{([^}+]+)(\+?)\}$/.exec(part) ?? [];
    const given = path[index];
    if (greedy === '+' && name !== undefined) {
      if (given === undefined) return undefined;
      parameters[name] = path.slice(index).map(decoded).join('/');
      return parameters;
    }
    if (given === undefined || (name === undefined ? part !== given : given === '')) return undefined;
    if (name !== undefined) parameters[name] = decoded(given);
  }
  return template.length === path.length ? parameters : undefined;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
