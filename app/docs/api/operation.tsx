import type { Content, DescribedOperation } from "./description";
import styles from "./docs.module.css";
import { FieldTable, SchemaFields, TypeName } from "./fields";
import { Prose } from "./prose";
import { aboutWords, typeWords } from "./schema-words";

interface Props {
  readonly method: string;
  readonly path: string;
  readonly operation: DescribedOperation;
}

/** One operation: what it does, what it takes, what it answers, and a line to try it with. */
export function OperationSection({ method, path, operation }: Props) {
  const { operationId, summary, description, parameters = [], requestBody, responses } = operation;
  const [content] = Object.values(requestBody?.content ?? {});
  return (
    <section className={styles.operation} aria-labelledby={operationId}>
      <h3 id={operationId}>
        <a href={`#${operationId}`}>
          <span className={styles.method}>{method.toUpperCase()}</span> <code>{path}</code>
        </a>
      </h3>
      <p>{summary}.</p>
      {description === undefined ? null : <Prose text={description} />}
      <pre className={styles.example}>{curl(method, path, operation, content)}</pre>
      {parameters.length === 0 ? null : (
        <FieldTable
          caption="Parameters"
          fields={parameters.map(({ name, in: place, required = false, schema, description: about }) => ({
            name: place === "query" ? name : `${name} (${place})`,
            type: typeWords(schema),
            isRequired: required,
            about: about ?? aboutWords(schema),
          }))}
        />
      )}
      {content === undefined ? null : <BodyOf content={content} mediaTypes={Object.keys(requestBody?.content ?? {})} />}
      <Answers responses={responses} />
    </section>
  );
}

function BodyOf({ content, mediaTypes }: { readonly content: Content; readonly mediaTypes: readonly string[] }) {
  const type = typeWords(content.schema);
  return (
    <>
      <p>
        Body, as <code>{mediaTypes.join(", ")}</code>: <TypeName type={type} />
      </p>
      {type.reference === null && content.schema.properties !== undefined ? (
        <SchemaFields schema={content.schema} />
      ) : null}
    </>
  );
}

function Answers({ responses }: Pick<DescribedOperation, "responses">) {
  return (
    <dl className={styles.answers}>
      {Object.entries(responses).map(([status, { description, content = {} }]) => {
        const [[mediaType, answer] = []] = Object.entries(content);
        const isProblem = mediaType === "application/problem+json";
        return (
          <div key={status}>
            <dt>{status}</dt>
            <dd>
              <Prose text={description} />
              {answer === undefined || isProblem ? null : <AnswerType mediaType={mediaType} content={answer} />}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function AnswerType({ mediaType, content }: { readonly mediaType: string | undefined; readonly content: Content }) {
  if (mediaType !== "application/json") return <code>{mediaType}</code>;
  const items = content.schema.properties?.items;
  return items === undefined ? <TypeName type={typeWords(content.schema)} /> : <TypeName type={typeWords(items)} />;
}

/** A command that works once $VIGIE and $TOKEN are set. */
function curl(method: string, path: string, { security }: DescribedOperation, content: Content | undefined): string {
  const needsToken = security.length > 0 && !security.some((scheme) => Object.keys(scheme).length === 0);
  const url = `"$VIGIE${path
    .replace("{ip}", "192.0.2.7")
    .replace("{slug}", "main")
    .replace(/\{(\w+)\}/g, "$$$1")}"`;
  return [
    `curl ${method === "get" ? "" : `-X ${method.toUpperCase()} `}${url}`,
    ...(needsToken ? ['-H "Authorization: Bearer $TOKEN"'] : []),
    ...(content === undefined
      ? []
      : ["-H 'Content-Type: application/json'", `-d '${JSON.stringify(content.example, null, 2)}'`]),
  ].join(" \\\n  ");
}
