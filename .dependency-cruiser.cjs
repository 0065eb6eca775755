/** The arrows of the design, enforced: functions → packages → core. Each message tells the mend. */
const pure =
  '^packages/(core|fixed-width|cnab240-parser|return-files|settlement|collection|scoring|kpis|profile|intake|remessa|audit|report)/';
const tests = '\\.test\\.ts$|/fixtures/|test-support/';

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'Two files that import each other are one idea cut in two: move what both need into a third.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'packages-know-no-function',
      comment: 'A package is used by functions, never the other way: pass in what it needs.',
      severity: 'error',
      from: { path: '^(packages|events)/', pathNot: tests },
      to: { path: '^(functions|infra)/' },
    },
    {
      name: 'rules-know-no-aws',
      comment: 'Rules talk to the world through their ports: put the SDK call into packages/store.',
      severity: 'error',
      from: { path: pure, pathNot: tests },
      to: {
        path: '@aws-sdk|@smithy|@aws-lambda-powertools|@middy|aws-cdk-lib|^packages/(store|runtime|local|cli)/',
      },
    },
    {
      name: 'core-knows-nobody',
      comment: 'Everything stands on core: what it needs of another package belongs into core, or not here.',
      severity: 'error',
      from: { path: '^packages/core/' },
      to: { path: '^(packages/(?!core/)|events|functions|infra)' },
    },
    {
      name: 'parser-stands-alone',
      comment: 'cnab240-parser is published by itself: it may use fixed-width and core only.',
      severity: 'error',
      from: { path: '^packages/cnab240-parser/', pathNot: tests },
      to: { path: '^packages/(?!cnab240-parser/|fixed-width/|core/)' },
    },
    {
      name: 'infra-has-no-logic',
      comment:
        'infra is wiring: it names the functions by path and imports none of the code that runs. Of packages it knows the schema of what it is told.',
      severity: 'error',
      from: { path: '^infra/' },
      to: { path: '^(packages/(?!(profile|core)/)|functions|events)/' },
    },
    {
      name: 'truth-is-computed-apart',
      comment:
        'The simulator tells what must come out. It may not compute it with the code that is held against it.',
      severity: 'error',
      from: { path: '^packages/bank-simulator/' },
      to: { path: '^packages/(settlement|collection|scoring|store|intake|return-files)/' },
    },
    {
      name: 'functions-are-thin',
      comment: 'Functions share packages, not each other: move what two of them need into a package.',
      severity: 'error',
      from: { path: '^functions/([^/]+)/', pathNot: tests },
      to: { path: '^functions/(?!$1/)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|cdk\\.out)/' },
    tsPreCompilationDeps: true,
    parser: 'swc',
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node'] },
  },
};
