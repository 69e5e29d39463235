//! How long a reader waits and how much memory it takes, with the machine named.
//!
//! Times are of the release binary as a user starts it. They are kept as files, never asserted in tests: another
//! machine is no fault.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::Outcome;
use crate::tasks::step;

/// What is timed: name, arguments, and how often.
const SUBJECTS: [(&str, &[&str], usize); 5] = [
    ("atlas", &["atlas", "--chain", "magnet:NdFeB", "--buyer", "USA"], 9),
    ("measures", &["measures", "--on", "2026-12-05"], 9),
    ("check", &["check"], 3),
    (
        "screen_one",
        &["screen", "examples/bills/servo-motor.csv", "--move", "JP:DE:MG-7", "--regime", "all"],
        9,
    ),
    ("run_cutoff_preview", &["run", "cutoff", "--preview", "-q", "--out", "target/bench-runs"], 1),
];

/// Builds the release binary, times it, and writes `benches/runs/<day>-<machine>/door.csv`.
pub fn bench(root: &Path) -> Outcome {
    step(root, "cargo", &["build", "--release", "--locked"])?;
    let binary = root.join("target/release/coercivity");
    let mut text = String::from("subject,median_seconds,slowest_seconds,memory_mb,times\n");
    for (name, arguments, times) in SUBJECTS {
        let mut seconds = Vec::new();
        let mut memory = None;
        for _ in 0..times {
            let (duration, peak) =
                timed(root, &binary, arguments).map_err(|it| vec![format!("{name}: {it}")])?;
            seconds.push(duration.as_secs_f64());
            memory = memory.max(peak);
        }
        seconds.sort_by(f64::total_cmp);
        let (median, slowest) = (seconds[times / 2], seconds[times - 1]);
        let memory = memory.map_or(String::new(), |it| format!("{:.1}", it as f64 / 1024.0));
        let line = format!("{name},{median:.3},{slowest:.3},{memory},{times}");
        println!("{line}");
        text.push_str(&line);
        text.push('\n');
    }
    let folder = root.join("benches/runs").join(format!("{}-{}", said("date", &["+%F"]), machine()));
    std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(folder.join("door.csv"), text))
        .map_err(|error| vec![format!("{}: {error}", folder.display())])?;
    Ok(format!("wrote {}", folder.join("door.csv").display()))
}

/// One start to finish, with the highest resident memory seen, in kilobytes, where the system tells.
fn timed(root: &Path, binary: &Path, arguments: &[&str]) -> Result<(Duration, Option<u64>), String> {
    let start = Instant::now();
    let mut child = Command::new(binary)
        .args(arguments)
        .current_dir(root)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| error.to_string())?;
    let mut peak = None;
    loop {
        peak = peak.max(resident_peak(child.id()));
        match child.try_wait().map_err(|error| error.to_string())? {
            Some(status) if status.success() => return Ok((start.elapsed(), peak)),
            Some(status) => return Err(format!("{status}")),
            None => std::thread::sleep(Duration::from_millis(1)),
        }
    }
}

fn resident_peak(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|it| it.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").trim().parse().ok()
}

/// The machine's name for a folder: its number of cores and its kind of processor.
fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let text = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = text.lines().find_map(|it| it.strip_prefix("model name")?.split(": ").nth(1));
    let plain: String = model
        .unwrap_or(std::env::consts::ARCH)
        .chars()
        .map(|it| if it.is_ascii_alphanumeric() { it.to_ascii_lowercase() } else { '-' })
        .collect();
    let words: Vec<&str> = plain.split('-').filter(|it| !it.is_empty()).take(4).collect();
    format!("{cores}-cores-{}", words.join("-"))
}

fn said(tool: &str, arguments: &[&str]) -> String {
    let output = Command::new(tool).args(arguments).output();
    output.map_or("unknown-day".to_owned(), |it| String::from_utf8_lossy(&it.stdout).trim().to_owned())
}
