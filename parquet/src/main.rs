//! A Parquet table becomes JSON rows for `coercivity check`, `bill map` and `screen`. It decides nothing about a bill.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::print_stderr, clippy::print_stdout)]

mod rows;

use std::io::Write as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (Some(path), None) = (arguments.next(), arguments.next()) else {
        eprintln!("error one Parquet file is wanted\nhint  coercivity-parquet bill.parquet > bill.json");
        return ExitCode::from(2);
    };
    let told = std::fs::read(&path).map_err(|error| error.to_string()).and_then(rows::json_rows);
    let written =
        told.and_then(|text| std::io::stdout().write_all(text.as_bytes()).map_err(|error| error.to_string()));
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{path}: {error}");
            ExitCode::from(3)
        }
    }
}
