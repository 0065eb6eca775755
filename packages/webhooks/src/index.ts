export * from './post.ts';
export * from './retry.ts';
export * from './sign.ts';
