//! `coercivity run SCENARIO..`: who runs short, when, at what price, and what remains.

mod readings;

use std::path::{Path, PathBuf};

use coercivity_world::measures::Assumption;
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::args::{Format, Globals, LawWord};
use crate::broken_off;
use crate::carry_out::{Asked, Carried, Draws, carry_out};
use crate::draw_file::DrawFile;
use crate::edition_hash::calibration_hash;
use crate::failure::Failure;
use crate::further::{Further, with_answers};
use crate::open_world::{OpenWorld, world_of};
use crate::run_folder::{RunIdentity, SERIES, unless_longer, write_run};
use crate::run_manifest::MANIFEST;
use crate::scenario_edit::{Change, edited};
use crate::scenario_file::{Earlier, Origin, ScenarioFile, scenario_of};
use crate::scenario_parents::inherited;
use crate::spill::Spill;

const EXAMPLES: &str = "\
Examples:
  coercivity run cutoff --preview                                 central values of every figure, in seconds
  coercivity run floor-110 --vs stockpile --draws 40              one policy beside another, draw by draw
  coercivity run revived-2026-11-11 --preview --variants          the file's [[variant]] tables side by side
  coercivity run revived-2026-11-11 --preview --attribute shapley what each measure and practice did
  coercivity run cutoff --preview --stages                        from when each stage of the chain can do without
  coercivity run baseline --drivers                               which inputs move the answer
  coercivity run baseline --inverse s4-harris-3-4-years           what would have to be true for a claim to hold";

/// Which scenarios, and how.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct RunRequest {
    /// Shipped scenarios, scenario files, or ids of earlier runs
    #[arg(required = true, value_name = "SCENARIO|RUN")]
    pub scenarios: Vec<String>,
    /// Change one value of the scenario, such as `run.draws=50`; lists are walked by id
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub set: Vec<String>,
    /// Leave out the item with this id (a measure, a practice)
    #[arg(long = "without", value_name = "ID")]
    pub without: Vec<String>,
    /// Number of draws [default: the scenario's]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub draws: Option<u32>,
    /// Central values only: every figure, no ranges, in seconds
    #[arg(long, conflicts_with = "draws")]
    pub preview: bool,
    /// What stands beside: a scenario or a run, under the same draws [default: the end of the `extends` chain]
    #[arg(long = "vs", value_name = "SCENARIO")]
    pub beside: Option<String>,
    /// What is asked beyond the run's own figures.
    #[command(flatten)]
    pub further: Further,
    /// Folder in which the run's folder is made
    #[arg(long, value_name = "DIR", default_value = "runs")]
    pub out: PathBuf,
}

/// Runs the scenarios one after the other; the first that fails ends it, and what was written before stays.
pub fn answer(globals: &Globals, request: &RunRequest) -> Result<Answer, Failure> {
    let open = world_of(globals)?;
    let files = scenarios_of(&open, request)?;
    let mut whole = Answer::new("coercivity.runs/1", String::new(), Value::Null);
    let mut documents = Vec::new();
    for file in &files {
        let one = run_one(&open, globals, request, file)?;
        if !whole.text.is_empty() {
            whole.text.push('\n');
        }
        whole.text.push_str(&one.text);
        whole.notes.extend(one.notes);
        documents.push(one.json);
        // Rows of several runs would need a column that says which: one run at a time.
        whole.csv = one.csv.filter(|_| files.len() == 1);
    }
    whole.json = json!({ "runs": documents });
    whole.world = open.texts.name();
    Ok(whole)
}

/// What is to be run and what stands beside it; all that cannot be found is told together.
fn scenarios_of(open: &OpenWorld, request: &RunRequest) -> Result<Vec<ScenarioFile>, Failure> {
    let found = |it: &String| scenario_of(it, &open.texts.bundle, &request.out);
    let (mut files, mut failures) = (Vec::new(), Vec::new());
    for subject in &request.scenarios {
        match found(subject) {
            Ok(file) => files.push(file),
            Err(failure) => failures.push(failure),
        }
    }
    failures.extend(request.beside.iter().filter_map(|it| found(it).err()));
    if failures.is_empty() { Ok(files) } else { Err(Failure::all(failures)) }
}

/// A run that was carried out and written.
struct Written {
    id: String,
    folder: String,
    files: String,
    carried: Carried,
}

impl Written {
    /// The run as a program reads it.
    fn document(&self) -> Value {
        let view = serde_json::to_value(&self.carried.view).unwrap_or(Value::Null);
        let view = with_answers(view, &self.carried.answered.documents);
        json!({ "run": self.id, "folder": self.folder, "view": view })
    }
    /// The series as rows, read back where they are asked for.
    fn rows(&self, globals: &Globals) -> Result<Option<String>, Failure> {
        if globals.format != Format::Csv {
            return Ok(None);
        }
        let path = Path::new(&self.folder).join(SERIES);
        let unread =
            |error| Failure::run(format!("`{}` cannot be read: {error}", path.display()), "run it again");
        std::fs::read_to_string(&path).map(Some).map_err(unread)
    }
    /// What was asked further, what was written, and what to type next.
    fn closing(&self) -> String {
        format!("{}wrote {}/ ({})\n{}", self.sections(), self.folder, self.files, self.next())
    }
    /// The answers to what was asked further, a blank line after each.
    fn sections(&self) -> String {
        self.carried.answered.texts.iter().map(|it| format!("{it}\n")).collect()
    }
    /// What to type next: the reasons of a figure that the run has, or else the law.
    fn next(&self) -> String {
        let figure = self.carried.view.figures.first().map(|it| it.figure.word());
        match figure {
            Some(figure) => format!("next: coercivity explain {} {figure}", self.id),
            None => "next: coercivity measures".to_owned(),
        }
    }
}

fn run_one(
    open: &OpenWorld,
    globals: &Globals,
    request: &RunRequest,
    file: &ScenarioFile,
) -> Result<Answer, Failure> {
    let changes: Vec<Change> = request.set.iter().map(|it| Change::read(it)).collect::<Result<_, _>>()?;
    let parents = inherited(&file.text, &open.texts.bundle);
    let text = edited(&file.text, &parents, &changes, &request.without)?;
    let beside = request.beside.as_ref().map(|it| scenario_of(it, &open.texts.bundle, &request.out));
    let beside = beside.transpose()?.map(|it| (it.path, it.text));
    let asked = asked(globals, request, file, (text, beside));
    let mut answer = if asked.law == Some(Assumption::Both) {
        readings::answer(open, globals, request, &asked)?
    } else {
        let written = written(open, globals, request, &asked)?;
        let text = coercivity_report::text(&written.carried.view, globals.text_width(), &written.closing());
        let mut answer = Answer::new("coercivity.run/1", text, written.document());
        if let (Some(named), None) = (&request.beside, &written.carried.baseline) {
            answer.notes.push(format!("warn  `{named}` says the same: nothing stands beside"));
        }
        answer.csv = written.rows(globals)?;
        answer
    };
    if let Origin::Run(earlier) = &file.origin {
        answer.notes.extend(another_world(open, earlier));
    }
    Ok(answer)
}

/// Carries a run out and writes its folder.
fn written(
    open: &OpenWorld,
    globals: &Globals,
    request: &RunRequest,
    asked: &Asked,
) -> Result<Written, Failure> {
    let mut series = Spill::new(&request.out, SERIES);
    let draws = DrawFile::new(&request.out);
    let mut carried = carry_out(open, globals, asked, (&mut series, &draws))?;
    if carried.interrupted {
        let further = (&asked.further, &carried.answered.documents[..]);
        let told = broken_off::told(further, &carried.view, (carried.draws_done, carried.draws_asked));
        carried.view.warnings.insert(0, told);
    }
    let identity = identity(open, asked, &carried);
    let id = identity.id();
    let manifest = identity.manifest(carried.draws_done, &checks(&carried));
    if carried.interrupted {
        unless_longer(&request.out.join(named(&id, true)), carried.draws_done)?;
    }
    let files =
        [("figures.json", document(&carried)?), ("report.html", coercivity_report::page(&carried.view))];
    let folder = write_run((&request.out, &named(&id, carried.interrupted)), manifest, &files, &mut series)?;
    if carried.interrupted {
        let kept = format!("{} draws are kept in {}", carried.draws_done, folder.display());
        return Err(Failure::Interrupted { kept });
    }
    let files = format!("{MANIFEST} {} {SERIES}", files.map(|it| it.0).join(" "));
    Ok(Written { id, folder: folder.display().to_string(), files, carried })
}

/// What is asked of the simulator: flags before an earlier run's own choices, these before the scenario's.
fn asked(
    globals: &Globals,
    request: &RunRequest,
    file: &ScenarioFile,
    (text, beside): (String, Option<(String, String)>),
) -> Asked {
    let earlier = match &file.origin {
        Origin::Run(earlier) => Some(&earlier.manifest),
        Origin::Shipped | Origin::File => None,
    };
    let number = |key: &str| earlier.and_then(|it| it[key].as_u64());
    let earlier_draws = number("draws").and_then(|it| u32::try_from(it).ok());
    let draws = match (request.preview, request.draws.or(earlier_draws)) {
        (true, _) | (false, Some(0)) => Draws::Central,
        (false, Some(many)) => Draws::Many(many),
        (false, None) => Draws::AsTheScenarioSays,
    };
    let earlier_day = earlier.and_then(|it| it["world"]["known_on"].as_str()?.parse().ok());
    let word = earlier.and_then(|it| it["law"].as_str());
    let earlier_law = Assumption::WORDS.iter().find(|it| Some(it.0) == word).map(|it| it.1);
    // An earlier run keeps what stood beside it.
    let earlier_beside = earlier.and_then(|it| it["baseline"]["text"].as_str());
    let earlier_beside = earlier_beside.map(|it| (file.path.clone(), it.to_owned()));
    let earlier_further = earlier.map_or_else(Further::default, |it| Further::of(&it["further"]));
    let further =
        if request.further == Further::default() { earlier_further } else { request.further.clone() };
    Asked {
        path: file.path.clone(),
        text,
        unchanged: file.text.clone(),
        beside: beside.or(earlier_beside),
        further,
        known_on: globals.known_on.or(earlier_day),
        law: globals.law.map(LawWord::assumption).or(earlier_law),
        seed: globals.seed.or(number("seed")),
        draws,
        replay: replay(request, globals, file),
    }
}

/// The command that asks for the same run again, but for the law that is assumed.
fn replay(request: &RunRequest, globals: &Globals, file: &ScenarioFile) -> String {
    let shipped = file.path.strip_prefix("scenarios/").and_then(|it| it.strip_suffix(".toml"));
    let subject = match &file.origin {
        Origin::Shipped => shipped.unwrap_or(&file.path).to_owned(),
        Origin::File => file.path.clone(),
        Origin::Run(earlier) => shown(&earlier.folder),
    };
    let mut words = vec!["coercivity run".to_owned(), quoted(&subject)];
    words.extend(request.set.iter().map(|it| format!("--set {}", quoted(it))));
    words.extend(request.without.iter().map(|it| format!("--without {it}")));
    words.extend(request.beside.iter().map(|it| format!("--vs {}", quoted(it))));
    words.extend(request.further.flags());
    words.extend(request.preview.then(|| "--preview".to_owned()));
    words.extend(request.draws.map(|it| format!("--draws {it}")));
    words.extend(globals.seed.map(|it| format!("--seed {it}")));
    words.extend(globals.known_on.map(|it| format!("--known-on {it}")));
    words.extend(globals.data.as_ref().map(|it| format!("--data {}", quoted(&shown(it)))));
    words.join(" ")
}

/// A word as a shell takes it.
pub(super) fn quoted(word: &str) -> String {
    let plain = |it: char| it.is_ascii_alphanumeric() || "._-/=:".contains(it);
    if word.chars().all(plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

fn identity(open: &OpenWorld, asked: &Asked, carried: &Carried) -> RunIdentity {
    RunIdentity {
        world_name: open.texts.name(),
        world_sha256: open.texts.hash.clone(),
        calibration_sha256: calibration_hash(&open.texts.bundle),
        known_on: carried.view.world.known_on.clone(),
        law: asked.law.map(|it| it.word().to_owned()),
        scenario_id: carried.view.scenario.id.clone(),
        scenario_text: asked.text.clone(),
        baseline: carried.baseline.clone(),
        seed: carried.view.seed,
        draws: carried.draws_asked,
        further: asked.further.document(),
    }
}

/// An interrupted run is no run of that id: its folder says so.
fn named(id: &str, interrupted: bool) -> String {
    if interrupted { format!("{id}-interrupted") } else { id.to_owned() }
}

fn checks(carried: &Carried) -> Value {
    serde_json::to_value(&carried.view.checks).unwrap_or(Value::Null)
}

fn document(carried: &Carried) -> Result<String, Failure> {
    let unwritten =
        |error| Failure::run(format!("the figures cannot be written: {error}"), "please report this");
    // The view in the order of its fields, and what was asked further behind it.
    let mut text = serde_json::to_string_pretty(&carried.view).map_err(unwritten)?;
    for (key, json) in &carried.answered.documents {
        let own = serde_json::to_string_pretty(json).map_err(unwritten)?;
        text.truncate(text.strip_suffix("\n}").map_or(text.len(), str::len));
        let own = own.replace('\n', "\n  ");
        text.push_str(&format!(",\n  \"{key}\": {own}\n}}"));
    }
    Ok(text + "\n")
}

fn another_world(open: &OpenWorld, earlier: &Earlier) -> Option<String> {
    let made_on = earlier.manifest["world"]["name"].as_str().unwrap_or("another world");
    (earlier.world_sha256 != open.texts.hash).then(|| {
        format!(
            "warn  {} was made on world {made_on}; this is world {}, so the numbers may differ",
            shown(&earlier.folder),
            open.texts.name()
        )
    })
}

fn shown(folder: &Path) -> String {
    folder.display().to_string()
}
