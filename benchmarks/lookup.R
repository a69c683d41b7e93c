# Dictionary look-up with quanteda: Rscript lookup.R TRANSCRIPTS DICTIONARY.json RESULT.csv
# Reads every file, cuts it into sentences and words, looks the dictionary up, writes counts by sentence.
suppressMessages(library(quanteda))
quanteda_options(threads = 1)
given <- commandArgs(trailingOnly = TRUE)
files <- sort(list.files(given[1], full.names = TRUE))
texts <- vapply(files, function(file) paste(readLines(file, encoding = "UTF-8", warn = FALSE), collapse = "\n"), "")
names(texts) <- basename(files)
sentences <- corpus_reshape(corpus(texts), to = "sentences")
words <- tokens(sentences, remove_punct = TRUE)
found <- dfm(tokens_lookup(words, dictionary(jsonlite::fromJSON(given[2]))))
write.csv(data.frame(code = colnames(found), n = colSums(found > 0)), given[3], row.names = FALSE)
