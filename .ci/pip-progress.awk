# One progress bar in place of pip's lines. -v all=<number of packages> -v shown=<1 on a terminal>
BEGIN { full = sprintf("%40s", ""); empty = full; gsub(" ", "#", full) }
/^(Collecting|Requirement already)/ && shown {
    done += done < all
    width = int(40 * done / all)
    printf "\r  [%s%s] %d of %d", substr(full, 1, width), substr(empty, 1, 40 - width), done, all
    fflush()
}
/^Installing collected/ && shown { printf "\r  [%s] unpacking %-20s", full, ""; fflush() }
END { if (shown) print "" }
