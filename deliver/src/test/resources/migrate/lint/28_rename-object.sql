alter type mood rename value 'sad' to 'blue';
alter view active_users rename to current_users;
alter function area(int) set schema geometry;
