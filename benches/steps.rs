//! What each step of the pipeline costs, on the sample wire repeated with other words: the time of all threads on the
//! processors, where the system counts it (Linux), so that what else runs there costs nothing; elsewhere the wall clock's.

use std::io::{Cursor, Write as _};
use std::path::PathBuf;
use std::sync::LazyLock;
use std::time::Instant;

#[path = "../examples/scale/clock.rs"]
mod clock;

use criterion::measurement::{Measurement, ValueFormatter, WallTime};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jiff::civil::Date;
use nutgraf::cluster::Clip;
use nutgraf::{Article, Brief, Draft, Fingerprint, Options, clean, cluster, digest, engine, read};

/// How often the sample wire is read to make a wire of a few thousand articles.
const TIMES: usize = 12;

fn wire() -> Vec<PathBuf> {
    vec![PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/wire"))]
}

/// The drafts of the sample wire again and again; every repetition spells each tenth word in its own way, so
/// that it brings new stories.
fn drafts() -> Vec<Draft> {
    let sample: Vec<Draft> = read::drafts(&wire(), &|_, _| {}, Result::ok)
        .expect("the sample wire is there")
        .into_iter()
        .flatten()
        .collect();
    let again = |time: usize, draft: &Draft| {
        let respelt =
            |(at, word): (usize, &str)| if at % 10 == 5 { format!("{word}x{time}") } else { word.to_owned() };
        let line = |line: &str| line.split(' ').enumerate().map(respelt).collect::<Vec<_>>().join(" ");
        Draft { body: draft.body.lines().map(line).collect::<Vec<_>>().join("\n"), ..draft.clone() }
    };
    (0..TIMES).flat_map(|time| sample.iter().map(move |draft| again(time, draft))).collect()
}

fn steps(bench: &mut Criterion<Processors>) {
    let options = Options::new(Date::constant(2026, 3, 6));
    let drafts = drafts();
    let bytes: usize = drafts.iter().map(|draft| draft.body.len()).sum();
    let articles: Vec<Article> =
        drafts.iter().filter_map(|draft| clean::article(draft.clone(), &options).ok()).collect();
    let clips: Vec<Clip> = articles.iter().map(Clip::of).collect();
    let prints = cluster::fingerprints(&clips);
    let links = cluster::links(&clips, &prints, &options.sameness);
    let (stories, _) = cluster::stories(&clips, &prints, links.clone(), &options.sameness);
    let engine = engine::open("lede").expect("the engine without a model is always there");
    let briefs: Vec<Brief> = stories.iter().map(|story| Brief::of_story(story, &articles)).collect();
    let summaries = engine.summarise(&briefs, options.length).expect("it cannot fail");

    let mut group = bench.benchmark_group("steps");
    group.sample_size(20);
    group.throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("clean", |bench| {
        bench.iter(|| drafts.iter().filter_map(|draft| clean::article(draft.clone(), &options).ok()).count());
    });
    group.bench_function("fingerprint", |bench| {
        bench.iter(|| {
            articles.iter().map(|article| Fingerprint::of(cluster::text(article)).words).sum::<u32>()
        });
    });
    group.bench_function("links", |bench| {
        bench.iter(|| cluster::links(&clips, &prints, &options.sameness).len());
    });
    group.bench_function("stories", |bench| {
        bench.iter(|| cluster::stories(&clips, &prints, links.clone(), &options.sameness).0.len());
    });
    group.bench_function("summaries", |bench| {
        bench.iter(|| engine.summarise(&briefs, options.length).map(|all| all.len()));
    });
    group.bench_function("digest", |bench| {
        bench.iter(|| {
            let digests = digest::days(&articles, &stories, &summaries, "lede");
            digests
                .iter()
                .map(|digest| digest.lay_out(digest::Layout::Html).map_or(0, |page| page.len()))
                .sum::<usize>()
        });
    });
    group.finish();
    bench.bench_function("read", |bench| {
        bench.iter(|| read::drafts(&wire(), &|_, _| {}, |draft| draft.is_ok()).map(|read| read.len()));
    });
}

/// A page is to cost little more than `trafilatura` does itself.
fn pages(bench: &mut Criterion<Processors>) {
    let paragraph = "<p>The ferry that links the two shores of the sound will stay in port until the spring, its owner said \
        on Monday, after inspectors found <a href=/shaft>cracks in a shaft</a> and asked for it to be replaced.</p>";
    let teaser =
        "<li class=\"teaser related\"><a href=/other><h3>Council votes for a bridge of oak</h3></a></li>";
    let page = format!(
        "<!doctype html><html lang=en><head><title>Ferry stays in port | Courier</title>\
         <meta property=article:published_time content=2026-03-02T09:30:00Z></head><body><nav><ul>{0}</ul></nav><main><article>\
         <h1>Ferry stays in port</h1><time datetime=2026-03-02>2 March 2026</time>{1}</article><aside><ul>{0}</ul></aside>\
         </main></body></html>",
        teaser.repeat(60),
        paragraph.repeat(25)
    );
    let folder = tempfile::tempdir().expect("there is room for a page");
    let path = folder.path().join("page.html");
    std::fs::write(&path, &page).expect("there is room for a page");
    let options = trafilatura::Options::default().with_fallback(true).with_exclude_comments(true);
    let mut group = bench.benchmark_group("pages");
    group.throughput(Throughput::Bytes(page.len() as u64));
    group.bench_function("trafilatura alone", |bench| {
        bench.iter(|| trafilatura::extract(&page, &options).map(|found| found.content_html.len()).ok());
    });
    group.bench_function("read", |bench| {
        bench.iter(|| {
            read::drafts(std::slice::from_ref(&path), &|_, _| {}, |draft| draft.is_ok())
                .map(|read| read.len())
        });
    });
    group.finish();
}

/// About a hundred articles in each form, and what reading them costs.
fn forms(bench: &mut Criterion<Processors>) {
    const COUNT: usize = 100;
    let drafts = drafts();
    let texts: Vec<String> =
        drafts.iter().take(COUNT).map(|draft| draft.body.replace(['<', '&'], " ")).collect();
    let each = |around: &dyn Fn(&str) -> String| texts.iter().map(|text| around(text)).collect::<String>();
    let paragraphs = |text: &str| format!("<p>{}</p>", text.replace('\n', "</p><p>"));
    let record = |text: &str| format!("{}\n", serde_json::json!({"title": "One of many", "text": text}));
    let page = |text: &str| {
        format!(
            "<html><head><title>One of many</title></head><body><article>{}</article></body></html>",
            paragraphs(text)
        )
    };
    let response = |text: &str| {
        let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{}", page(text));
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2026-03-02T00:00:00Z\r\nContent-Length: {}\r\n\r\n{answer}\r\n\r\n",
            answer.len()
        )
    };
    let wires = [
        ("a.jsonl", each(&record)),
        ("a.html", page(&texts.join("\n"))),
        (
            "a.rss",
            format!(
                "<rss version='2.0'><channel>{}</channel></rss>",
                each(&|text| format!(
                    "<item><description><![CDATA[{}]]></description></item>",
                    paragraphs(text)
                ))
            ),
        ),
        (
            "a.newsml",
            format!(
                "<newsMessage><itemSet>{}</itemSet></newsMessage>",
                each(&|text| format!(
                    "<newsItem guid='a'><contentSet><inlineXML>{}</inlineXML></contentSet></newsItem>",
                    paragraphs(text)
                ))
            ),
        ),
        (
            "a.mbox",
            each(&|text| format!("From a@b Mon Mar  2 09:30:00 2026\nSubject: One of many\n\n{text}\n\n")),
        ),
        (
            "a.csv",
            format!(
                "title,text\n{}",
                each(&|text| format!("One of many,\"{}\"\n", text.replace('"', "\"\"")))
            ),
        ),
        ("a.txt", texts.join("\n\n")),
        ("a.nitf", format!("<nitf><body><body.content>{}</body.content></body></nitf>", each(&paragraphs))),
        ("a.json", serde_json::json!({"uri": "a", "body_text": texts.join("\n")}).to_string()),
        ("a.eml", format!("Message-ID: <a@b>\nSubject: One of many\n\n{}", texts.join("\n"))),
        ("a.warc", each(&response)),
    ];
    let wires: Vec<(&str, Vec<u8>)> =
        wires.into_iter().map(|(name, text)| (name, text.into_bytes())).collect();
    let packed = [
        #[cfg(feature = "parquet")]
        ("a.parquet", parquet(&texts)),
        ("a.warc.gz", gzip(each(&response).as_bytes())),
        ("a.zip", zip(&texts)),
        ("a.tar.gz", gzip(&tar(&texts))),
    ];
    let mut group = bench.benchmark_group("read");
    group.sample_size(20);
    // The same text in every form: that is what counts, not what is around it.
    let plain: usize = texts.iter().map(String::len).sum();
    for (name, bytes) in wires.iter().chain(&packed) {
        group.throughput(Throughput::Bytes(plain as u64));
        assert!(read::bytes(name, bytes).iter().any(Result::is_ok), "{name} is read");
        group.bench_function(*name, |bench| bench.iter(|| read::bytes(name, bytes).len()));
    }
    group.finish();
}

const ROOM: &str = "memory has room";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(bytes).expect(ROOM);
    packed.finish().expect(ROOM)
}

fn zip(texts: &[String]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (at, text) in texts.iter().enumerate() {
        archive.start_file(format!("{at}.txt"), zip::write::SimpleFileOptions::default()).expect(ROOM);
        archive.write_all(text.as_bytes()).expect(ROOM);
    }
    archive.finish().expect(ROOM).into_inner()
}

fn tar(texts: &[String]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (at, text) in texts.iter().enumerate() {
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        archive.append_data(&mut header, format!("{at}.txt"), text.as_bytes()).expect(ROOM);
    }
    archive.into_inner().expect(ROOM)
}

#[cfg(feature = "parquet")]
fn parquet(texts: &[String]) -> Vec<u8> {
    use parquet::data_type::{ByteArray, ByteArrayType};
    use parquet::file::writer::SerializedFileWriter;

    let schema =
        parquet::schema::parser::parse_message_type("message wire { REQUIRED BYTE_ARRAY text (UTF8); }");
    let schema = schema.expect("it is one").into();
    let mut file = SerializedFileWriter::new(Vec::new(), schema, std::sync::Arc::default()).expect(ROOM);
    let mut group = file.next_row_group().expect(ROOM);
    let mut column = group.next_column().expect(ROOM).expect("there is one");
    let texts: Vec<ByteArray> = texts.iter().map(|text| text.as_str().into()).collect();
    column.typed::<ByteArrayType>().write_batch(&texts, None, None).expect(ROOM);
    column.close().expect(ROOM);
    group.close().expect(ROOM);
    file.into_inner().expect(ROOM)
}

/// Seconds of all threads on the processors.
struct Processors;

impl Measurement for Processors {
    type Intermediate = f64;
    type Value = f64;

    fn start(&self) -> f64 {
        static START: LazyLock<Instant> = LazyLock::new(Instant::now);
        clock::own().unwrap_or_else(|_| START.elapsed().as_secs_f64())
    }

    fn end(&self, start: f64) -> f64 {
        self.start() - start
    }

    fn add(&self, one: &f64, other: &f64) -> f64 {
        one + other
    }

    fn zero(&self) -> f64 {
        0.0
    }

    fn to_f64(&self, seconds: &f64) -> f64 {
        seconds * 1e9
    }

    fn formatter(&self) -> &dyn ValueFormatter {
        WallTime.formatter()
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().with_measurement(Processors);
    targets = steps, pages, forms
}
criterion_main!(benches);
