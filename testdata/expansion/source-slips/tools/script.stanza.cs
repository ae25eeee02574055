int count = 3;
