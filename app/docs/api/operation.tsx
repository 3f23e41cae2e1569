import { curl } from "./curl";
import type { Content, DescribedOperation } from "./description";
import { FieldTable, SchemaFields, TypeName } from "./fields";
import { Prose } from "./prose";
import { aboutWords, typeWords } from "./schema-words";

export interface OperationProps {
  readonly method: string;
  readonly path: string;
  readonly operation: DescribedOperation;
}

/** The method and path of an operation, which others can link to. */
export function OperationName({ method, path, operation }: OperationProps) {
  return (
    <a href={`#${operation.operationId}`} className="hover:underline">
      <span className="mr-1.5">{method.toUpperCase()}</span>
      <code className="font-normal">{path}</code>
    </a>
  );
}

/** One operation: what it does, what it takes, what it answers, and a line to try it with. */
export function OperationSection({ method, path, operation }: OperationProps) {
  const { operationId, summary, description, parameters = [], requestBody, responses } = operation;
  const [content] = Object.values(requestBody?.content ?? {});
  return (
    <section className="mt-10" aria-labelledby={operationId}>
      <h3 id={operationId} className="subheading break-words">
        <OperationName method={method} path={path} operation={operation} />
      </h3>
      <p className="mt-1.5 max-w-[65ch]">
        <Prose text={summary.replace(/[^?]$/, "$&.")} />{" "}
        {description === undefined ? null : <Prose text={description} />}
      </p>
      <pre className="tiny mt-4 whitespace-pre-wrap wrap-anywhere rounded-sm border border-rule bg-card px-4 py-3">
        {curl(method, path, operation, content)}
      </pre>
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
      {content === undefined ? null : <Body content={content} mediaTypes={Object.keys(requestBody?.content ?? {})} />}
      <Answers responses={responses} />
    </section>
  );
}

function Body({ content, mediaTypes }: { readonly content: Content; readonly mediaTypes: readonly string[] }) {
  const type = typeWords(content.schema);
  return (
    <>
      <p className="small mt-4">
        <span className="text-dim">Body </span>
        <TypeName type={type} /> as {mediaTypes.join(" or ")}
      </p>
      {type.reference === null && content.schema.properties !== undefined ? (
        <SchemaFields schema={content.schema} />
      ) : null}
    </>
  );
}

function Answers({ responses }: Pick<DescribedOperation, "responses">) {
  return (
    <dl className="small mt-4">
      {Object.entries(responses).map(([status, { description, content = {} }]) => {
        const [[mediaType, answer] = []] = Object.entries(content);
        const isProblem = mediaType === "application/problem+json";
        return (
          <div key={status} className="grid grid-cols-[3rem_1fr] py-0.5">
            <dt>{status}</dt>
            <dd>
              <Prose text={description} />{" "}
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
  return <TypeName type={typeWords(items ?? content.schema)} />;
}
