// A tour through all that co-wechat-api or wechat-api can do here; prints one JSON object of what each call answered.
// Usage: node node_tour.cjs JSON
// JSON has client, base, appid, secret, openid, person, files, article, once, kf_account, new_account,
// worker, now and day.
"use strict";

const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { PassThrough } = require("node:stream");
const formstream = require("formstream");
const { Recorder } = require("./recorder.cjs");

const given = JSON.parse(process.argv[2]);
const old = given.client === "wechat-api";
const API = require(given.client);
const api = new API(given.appid, given.secret);
const openid = given.openid;

const MODULES = {
  api_card: "cards and coupons",
  api_device: "hardware",
  api_feedback: "payments of 2014",
  api_payment: "payments of 2014",
  api_poi: "stores",
  api_semantic: "retired",
  api_shakearound: "beacons",
  ...Object.fromEntries(
    ["common", "express", "goods", "group", "order", "shelf", "stock"].map((name) => [
      `api_shop_${name}`,
      "the shop that WeChat has closed",
    ]),
  ),
  ...(old ? {} : { api_miniprogram_login: "mini programs", api_wxacode: "mini programs" }),
};
const LEFT_OUT = {
  registerTicketHandle: "of the library itself",
  request: "of the library itself",
  setOpts: "of the library itself",
  ...(old
    ? { preRequest: "of the library itself", setEndpoint: "of the library itself" }
    : { sendMiniProgramTemplate: "mini programs", sendSubscribeMessage: "mini programs" }),
};
for (const [name, reason] of Object.entries(MODULES)) {
  for (const method of Object.keys(require(`${given.client}/lib/${name}`))) LEFT_OUT[method] = reason;
}

const called = (name, args) =>
  new Promise((done, failed) => {
    if (!old || name === "showQRCodeURL") done(api[name](...args));
    else api[name](...args, (error, answer) => (error ? failed(error) : done(answer)));
  });
const own = Object.getOwnPropertyNames(API.prototype);
const methods = own.filter((name) => name !== "constructor" && !name.startsWith("_"));
const recorder = new Recorder(methods, LEFT_OUT, called);
const call = recorder.call.bind(recorder);

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "tour-"));
const files = {};
for (const [name, data] of Object.entries(given.files)) {
  files[name] = path.join(folder, `a.${name}`);
  fs.writeFileSync(files[name], Buffer.from(data, "base64"));
}

// A form that is on its way, as a web framework hands one over.
function stream(file) {
  const form = formstream();
  form.file("media", file, path.basename(file), fs.statSync(file).size);
  return Object.assign(form.pipe(new PassThrough()), { headers: form.headers() });
}

// What the sandbox answers; people do there what they like.
async function sandbox(method, place, content) {
  const body = content && JSON.stringify(content);
  const headers = { "Content-Type": "application/json" };
  const said = await fetch(`${given.base}/sandbox/people${place}`, { method, headers, body });
  if (!said.ok) throw new Error(await said.text());
  return said.json();
}

// The fan says something, so that the account may write five times more.
const hear = () =>
  sandbox("POST", `/${given.person}/send`, { appid: given.appid, type: "text", content: "在吗", wait: 0 });

// Somebody else who follows; their openid.
async function friend() {
  const { person_id: person } = await sandbox("POST", "", { nickname: "茶友" });
  return (await sandbox("POST", `/${person}/follow`, { appid: given.appid })).openid;
}

// How many messages the fan has.
const received = async () =>
  (await sandbox("GET", `/${given.person}/inbox?appid=${given.appid}`)).items.length;

// Until it holds; asked less and less often, because calls are counted by the minute.
async function until(holds) {
  for (let pause = 20; !(await holds()); pause *= 1.5) await new Promise((done) => setTimeout(done, pause));
}

const told = {};
const tell = async (name, answer) => (told[name] = await answer);

async function people() {
  if (old) await tell("cleared", call("clearQuota", given.appid));
  await call("getAccessToken");
  await call(old ? "getLatestToken" : "ensureAccessToken");
  await tell("ips", call("getIp"));
  await tell("user", call("getUser", openid));
  await tell("user_without_language", call("getUser", { openid }));
  await tell("batch", call("batchGetUsers", [openid]));
  await tell("followers", call("getFollowers", ""));
  await tell("remark", call("updateRemark", openid, "VIP"));
  const { group } = await tell("group", call("createGroup", "常客"));
  await tell("group_rename", call("updateGroup", group.id, "熟客"));
  await tell("group_move", call("moveUserToGroup", openid, group.id));
  await tell("group_of_user", call("getWhichGroup", openid));
  await tell("groups", call("getGroups"));
  if (!old) await tell("group_move_many", call("moveUsersToGroup", [openid], 0));
  await tell("group_delete", call("removeGroup", group.id));
}

async function tagsAndMenus() {
  const button = [{ type: "click", name: "今日", key: "TODAY" }];
  await tell("menu_create", call("createMenu", { button }));
  await tell("menu", call("getMenu"));
  await tell("menu_info", call("getMenuConfig"));
  const { tag } = await tell("tag", call(old ? "createTag" : "createTags", "老茶客"));
  await tell("tag_rename", call(old ? "editTag" : "updateTag", tag.id, "茶友"));
  const members = (tagId, people) => (old ? [tagId, people] : [people, tagId]);
  await tell("tag_user", call(old ? "membersBatchtagging" : "batchTagging", ...members(tag.id, [openid])));
  await tell("tags", call("getTags"));
  await tell("tags_of_user", call(old ? "getUserTags" : "getIdList", openid));
  await tell("tag_users", call(old ? "getTagUsers" : "getUsersFromTag", tag.id, ""));
  const special = { button, matchrule: { tag_id: String(tag.id) } };
  const { menuid } = await tell("menu_special", call(old ? "createCustomMenu" : "addConditionalMenu", special));
  await tell("menu_match", call(old ? "testCustomMenu" : "tryConditionalMenu", openid));
  await tell("menu_unspecial", call(old ? "removeCustomMenu" : "delConditionalMenu", menuid));
  await tell("menu_delete", call("removeMenu"));
  await tell("untag_user", call(old ? "membersBatchuntagging" : "batchUnTagging", ...members(tag.id, [openid])));
  await tell("tag_delete", call("deleteTag", tag.id));
}

async function media() {
  const kept = {};
  for (const [type, file] of Object.entries({ image: "jpg", voice: "amr", video: "mp4", thumb: "jpg" })) {
    const answer = await call("uploadMedia", files[file], type);
    kept[type] = answer.media_id || answer.thumb_media_id;
    const name = type[0].toUpperCase() + type.slice(1);
    if (type !== "image") await call(`upload${name}`, files[file]);
    if (old) await call(`upload${name}Stream`, stream(files[file]));
    else await call(`upload${name}Media`, files[file]);
  }
  if (old) await call("uploadMediaStream", stream(files.jpg), "image");
  await tell("picture_url", call("uploadImage", files.jpg));
  told.downloaded = (await call("getMedia", kept.image)).length;
  told.no_media = await recorder.refused("getMedia", "nothing");
  return kept;
}

async function material() {
  const cover = await tell("cover", call("uploadImageMaterial", files.jpg));
  await call("uploadMaterial", files.jpg, "image");
  await call("uploadVoiceMaterial", files.amr);
  await call("uploadThumbMaterial", files.jpg);
  const film = await call("uploadVideoMaterial", files.mp4, { title: "泡茶", introduction: "怎样泡茶" });
  told.film = JSON.parse(Buffer.from(asBytes(await call("getMaterial", film.media_id))).toString());
  told.cover_bytes = (await call("getMaterial", cover.media_id)).length;
  const article = { title: "春茶上新", content: "<p>新茶</p>", thumb_media_id: cover.media_id };
  const news = await call("uploadNewsMaterial", { articles: [article] });
  const changed = { media_id: news.media_id, index: 0, articles: { ...article, title: "夏茶上新" } };
  await tell("article_update", call("updateNewsMaterial", changed));
  await tell("library", call("getMaterials", "news", 0, 20));
  await tell("count", call("getMaterialCount"));
  await tell("material_delete", call("removeMaterial", film.media_id));
  const uploaded = await tell("uploaded", call("uploadNews", { articles: [article] }));
  return { kept: news.media_id, uploaded: uploaded.media_id };
}

// co-wechat-api parses what is JSON, wechat-api hands over the bytes.
const asBytes = (answer) => (Buffer.isBuffer(answer) ? answer : JSON.stringify(answer));

async function messages(kept, article) {
  const link = { title: "标题", description: "说明", url: "https://a.example.test/", picurl: "https://a.example.test/a.jpg" };
  const music = { musicurl: "https://a.example.test/a.mp3", hqmusicurl: "https://a.example.test/b.mp3" };
  music.thumb_media_id = kept.thumb;
  const sent = {
    Text: ["你好"],
    Image: [kept.image],
    Voice: [kept.voice],
    Video: [kept.video, kept.thumb],
    Music: [music],
    News: [[link]],
    MpNews: [article],
    Card: [old ? { card_id: "pCard" } : "pCard"],
  };
  const page = { title: "点单", appid: "wx0123456789abcdef", pagepath: "index", thumb_media_id: kept.thumb };
  if (!old) sent.MiniProgram = [page];
  for (const [kind, content] of Object.entries(sent)) {
    await hear();
    await tell(`send${kind}`, call(`send${kind}`, openid, ...content));
    if (old) await tell(`send${kind}FromCs`, call(`send${kind}FromCs`, openid, given.kf_account, ...content));
  }
  if (!old) await tell("autoreply", call("getAutoreply"));
}

async function templates() {
  await tell("set_industry", call("setIndustry", { industry_id1: "1", industry_id2: "10" }));
  await tell("industry", call("getIndustry"));
  const { template_id: id } = await tell("template", call("addTemplate", "TM00015"));
  const data = { orderMoneySum: { value: "39.80元", color: "#173177" }, orderProductName: { value: "龙井" } };
  const before = await received();
  await tell("template_sent", call("sendTemplate", openid, id, "", "#173177", data));
  await tell("templates", call("getAllPrivateTemplate"));
  await tell("template_delete", call("delPrivateTemplate", id));
  await until(async () => (await received()) > before);
  if (old) return;
  const content = { content: { value: "新茶", color: "#173177" } };
  const said = ["", undefined, "1000", "上新", content];
  await tell("once", call("sendSubscribe", openid, given.once, ...said));
  await until(async () => (await received()) > before + 1);
  told.once_again = await recorder.refused("sendSubscribe", openid, given.once, ...said);
}

async function codes() {
  const code = await tell("code", call("createTmpQRCode", "poster", 1800));
  await tell("number_code", call("createTmpQRCode", 7, 1800));
  await tell("lasting_code", call("createLimitQRCode", "poster"));
  const url = await call("showQRCodeURL", encodeURIComponent(code.ticket));
  const shown = await fetch(url);
  told.code_picture = (await shown.arrayBuffer()).byteLength;
  await tell("short_url", call("shorturl", "https://brand.example.test/a/long/way"));
  const page = { url: "https://brand.example.test/", jsApiList: ["chooseImage"], debug: false };
  await tell("config", call("getJsConfig", page));
  await tell("ticket", call("getTicket", "jsapi"));
  await tell("latest_ticket", call("getLatestTicket"));
  if (!old) await tell("ensured_ticket", call("ensureTicket", "jsapi"));
  await tell("card_ext", call("getCardExt", { card_id: "pCard" }));
}

async function desk() {
  const { kf_account: agent, new_account: fresh, now } = given;
  const password = old ? ["password"] : [];
  await tell("added", call("addKfAccount", fresh, "新客服", ...password));
  await tell("updated", call("updateKfAccount", fresh, "老客服", ...password));
  await tell("pictured", call("setKfAccountAvatar", fresh, files.jpg));
  if (!old) await tell("invited", call("inviteworker", fresh, given.worker));
  await tell("accounts", call("getCustomServiceList"));
  await tell("deleted", call("deleteKfAccount", fresh));
  await tell("online", call("getOnlineCustomServiceList"));
  await tell("created", call("createKfSession", agent, openid));
  if (old) {
    await tell("session", call("getKfSession", openid));
    await tell("sessions", call("getKfSessionList", agent));
    await tell("waiting", call("getKfSessionWaitCase"));
    await tell("closed", call("closeKfSession", agent, openid));
  }
  const span = { starttime: now - 5, endtime: now + 60 };
  const wanted = old ? { ...span, number: 100 } : { ...span, pagesize: 50, pageindex: 1 };
  await tell("records", call("getRecords", wanted));
}

async function figures() {
  told.figures = {};
  for (const name of Object.keys(require(`${given.client}/lib/api_datacube`)).filter((one) => !one.startsWith("_"))) {
    told.figures[name] = (await call(name, given.day, given.day)).list;
  }
}

// Previews count nowhere; of the rest a fan receives four a month, and each of those before the next one leaves.
async function mass(kept, articles) {
  const video = { media_id: kept.video, title: "泡茶", description: "怎样泡茶" };
  const film = await tell("mass_film", call("uploadMPVideo", video));
  await tell("previewText", call("previewText", openid, "上新"));
  await tell("previewNews", call("previewNews", openid, articles.kept));
  await tell("previewImage", call("previewImage", openid, kept.image));
  await tell("previewVoice", call("previewVoice", openid, kept.voice));
  await tell("previewVideo", call("previewVideo", openid, film.media_id));
  const arrived = async (name, ...args) => {
    const before = await received();
    const job = await tell(name, call(name, ...args));
    await until(async () => (await received()) > before);
    return job.msg_id;
  };
  const text = await arrived("massSendText", "上新", true);
  await arrived("massSend", { msgtype: "text", text: { content: "再上新" } }, [openid, await friend()]);
  const news = await arrived("massSendNews", articles.uploaded, true);
  await arrived("massSendImage", kept.image, true);
  await tell("massSendVoice", call("massSendVoice", kept.voice, true));
  await tell("massSendVideo", call("massSendVideo", film.media_id, true));
  await tell("massSendMPVideo", call("massSendMPVideo", video, true));
  const state = async (id) => (told.mass_state = await call("getMassMessageStatus", id));
  for (const id of [text, news]) await until(async () => (await state(id)).msg_status === "SEND_SUCCESS");
  told.mass_delete_text = await recorder.refused("deleteMass", text);
  await tell("mass_delete", call("deleteMass", news));
  await tell("mass_deleted", call("getMassMessageStatus", news));
}

(async () => {
  await people();
  await tagsAndMenus();
  const kept = await media();
  const articles = await material();
  await messages(kept, given.article);
  await templates();
  await codes();
  await figures();
  await mass(kept, articles);
  await desk();
  console.log(JSON.stringify({ told, methods: recorder.summary() }));
})()
  .catch((error) => {
    console.error(error);
    process.exitCode = 1;
  })
  .finally(() => fs.rmSync(folder, { recursive: true }));
