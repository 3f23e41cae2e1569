import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { Lane } from "@/front/application/lane";

/** A task that ends when it is told to. */
function held() {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { end, task: () => ended };
}

test("so many run at once as may, and the others in their turn", async () => {
  const lane = new Lane(2, 10);
  let running = 0;
  let most = 0;
  const order: number[] = [];
  const task = (index: number) => async () => {
    running += 1;
    most = Math.max(most, running);
    order.push(index);
    await sleep(1);
    running -= 1;
  };
  const indexes = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  await Promise.all(indexes.map((index) => lane.run(task(index))));
  await Promise.all(indexes.map((index) => lane.run(task(index))));
  expect(most).toBe(2);
  expect(order).toEqual([...indexes, ...indexes]);
});

test("a task that fails makes room like one that does not", async () => {
  const lane = new Lane(1, 10);
  await expect(lane.run(() => Promise.reject(new Error("failed")))).rejects.toThrow("failed");
  expect(await lane.run(async () => "next")).toBe("next");
});

test("who finds the queue full is sent away at once, with a time to come again", async () => {
  const lane = new Lane(1, 2);
  const first = held();
  const running = [lane.run(first.task), lane.run(async () => 1), lane.run(async () => 2)];
  const busy = { status: 503, code: "busy", headers: { "Retry-After": "2" } };
  await expect(lane.run(async () => 3)).rejects.toMatchObject(busy);
  first.end();
  await Promise.all(running);
  expect(await lane.run(async () => 4)).toBe(4);
});

test("who goes away leaves the queue to others, and never runs", async () => {
  const lane = new Lane(1, 2);
  const first = held();
  const running = lane.run(first.task);
  const gone = new AbortController();
  const ran: string[] = [];
  const leaving = ["a", "b"].map((name) => lane.run(async () => void ran.push(name), gone.signal));
  await expect(lane.run(async () => void ran.push("c"))).rejects.toMatchObject({ code: "busy" });
  gone.abort();
  expect((await Promise.allSettled(leaving)).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  const staying = [lane.run(async () => void ran.push("d")), lane.run(async () => void ran.push("e"))];
  first.end();
  await Promise.all([running, ...staying]);
  expect(ran).toEqual(["d", "e"]);
  await expect(lane.run(async () => void ran.push("f"), gone.signal)).rejects.toThrow();
  expect(ran).toEqual(["d", "e"]);
});
